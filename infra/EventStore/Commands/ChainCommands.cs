using Microsoft.Extensions.DependencyInjection;

namespace Logistics.EventStore;

/// <summary><c>verify-chain [STREAM] [--heads FILE] [--key PEM]</c>.</summary>
internal static class ChainCommands
{
    internal static async Task<int> Verify(IServiceProvider services, string[] args, TextWriter output, CancellationToken ct)
    {
        var verifier = services.GetRequiredService<ChainVerifier>();
        switch (args)
        {
            case [var stream] when !stream.StartsWith("--", StringComparison.Ordinal):
                return Report(output, await verifier.VerifyStream(stream, ct), "");
            case [] or ["--heads", _] or ["--key", _] or ["--heads", _, "--key", _] or ["--key", _, "--heads", _]:
                break;
            default:
                await output.WriteLineAsync("Say: verify-chain [STREAM] [--heads FILE] [--key PEM]");
                return 2;
        }

        using var key = services.GetRequiredService<HeadKey>().ForVerifying(Option(args, "--key"));
        if (key is null) return Report(output, await verifier.VerifyLog(ct), ". Signed heads are NOT checked: there is no key; set Hub:Keys or say --key");
        var (heads, fault) = await services.GetRequiredService<ExportedHeads>().Read(key, Option(args, "--heads"), ct);
        if (fault is not null)
        {
            await output.WriteLineAsync($"BROKEN: {fault}");
            return 1;
        }

        var signed = heads.Count == 0 ? ", NO signed head to hold it against" : $", as signed in {heads.Count} heads up to position {heads[^1].Position}";
        return Report(output, await verifier.VerifyLog(heads, ct), signed);
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : null;

    private static int Report(TextWriter output, ChainReport report, string also)
    {
        output.WriteLine(report.FirstFault is { } fault
            ? $"BROKEN at position {fault.Position}, stream {fault.StreamId}, version {fault.Version}: {fault.Reason}"
            : $"{report.Events} events, the chain holds{also}");
        return report.FirstFault is null ? 0 : 1;
    }
}
