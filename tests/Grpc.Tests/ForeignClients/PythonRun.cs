using System.Globalization;
using Logistics.GrpcTests.Server;

namespace Logistics.GrpcTests.ForeignClients;

/// <summary>One run of python/conformance.py, which prints a line "PASS case" or "FAIL case: why" for each case.</summary>
public sealed class PythonRun(ConformanceServer server) : IAsyncLifetime
{
    private readonly Dictionary<string, string> outcomes = [];
    private string output = "";
    private string errors = "";

    internal IEnumerable<string> Cases => outcomes.Keys;

    public async Task InitializeAsync()
    {
        await PythonPackages.Ensure();
        var folder = Directory.CreateTempSubdirectory("grpc-conformance-").FullName;
        server.Certificates.WriteTo(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, "descriptors.binpb"), ConformanceServer.Descriptors());
        var script = Path.Combine(AppContext.BaseDirectory, "python", "conformance.py");
        (_, output, errors) = await Command.Run(
            PythonPackages.Interpreter, ["-B", script, folder, .. Ports()], TimeSpan.FromSeconds(60));
        Directory.Delete(folder, recursive: true);
        foreach (var line in output.Split('\n')) Take(line);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>"passed", or why not.</summary>
    internal string Outcome(string name) => outcomes.GetValueOrDefault(name) ?? $"never ran\n{output}\n{errors}";

    private IEnumerable<string> Ports() =>
        new[] { server.PlainPort, server.TlsPort, server.ClientCertificatePort }
            .Select(port => port.ToString(CultureInfo.InvariantCulture));

    private void Take(string line)
    {
        if (line.StartsWith("PASS ", StringComparison.Ordinal)) outcomes[line[5..]] = "passed";
        if (line.StartsWith("FAIL ", StringComparison.Ordinal) && line[5..].Split(": ", 2) is [var name, var why]) outcomes[name] = why;
    }
}
