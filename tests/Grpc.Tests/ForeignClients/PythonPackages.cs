using Logistics.GrpcTests.Server;

namespace Logistics.GrpcTests.ForeignClients;

/// <summary>Debian's Python with grpcio and protobuf: found, or installed and said so.</summary>
internal static class PythonPackages
{
    internal const string Interpreter = "/usr/bin/python3";

    private static readonly string[] Packages = ["python3", "python3-grpcio", "python3-protobuf"];

    internal static async Task Ensure()
    {
        if (await ArePresent()) return;
        Console.WriteLine($"Installing {string.Join(' ', Packages)}: the gRPC client that the conformance tests run.");
        var attempt = await Apt(["install", "-y", "--no-install-recommends", .. Packages]);
        if (attempt.ExitCode != 0)
        {
            await Apt(["update"]);
            attempt = await Apt(["install", "-y", "--no-install-recommends", .. Packages]);
        }

        if (await ArePresent()) return;
        throw new InvalidOperationException(
            $"The conformance tests need the packages {string.Join(", ", Packages)}, and apt-get could not install them: {attempt.Errors}");
    }

    private static async Task<bool> ArePresent() =>
        File.Exists(Interpreter)
        && (await Command.Run(Interpreter, ["-c", "import grpc, google.protobuf"], TimeSpan.FromSeconds(30))).ExitCode == 0;

    private static Task<(int ExitCode, string Output, string Errors)> Apt(string[] arguments)
    {
        string[] command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120", .. arguments];
        // Root needs no sudo, and a small machine may not have it.
        if (!Environment.IsPrivilegedProcess) command = ["sudo", "-n", .. command];
        return Command.Run(command[0], command[1..], TimeSpan.FromMinutes(5));
    }
}
