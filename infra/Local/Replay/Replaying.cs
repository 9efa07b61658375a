namespace Logistics.Replay;

/// <summary>What a run came to; lines are accounted for as accepted, repeated or quarantined.</summary>
internal sealed record ReplayTotals(int Lines, int Accepted, int Repeated, int Quarantined)
{
    internal ReplayTotals Plus(int lines, int accepted, int repeated, int quarantined)
        => new(Lines + lines, Accepted + accepted, Repeated + repeated, Quarantined + quarantined);
}

/// <summary>Posts logs one after the other and tells what became of every line.</summary>
internal sealed class Replaying(ReplayOptions options, Gateway gateway, TextWriter output)
{
    private readonly Pace _pace = new(options.Speed);
    private long _told = Environment.TickCount64;

    internal async Task<ReplayTotals> Run(CancellationToken ct)
    {
        var totals = new ReplayTotals(0, 0, 0, 0);
        var files = options.Files();
        output.WriteLine($"{files.Count} log(s) of {options.Path} to {options.Url} as {options.Gateway ?? "the key's gateway"}, {Speed()}");
        foreach (var file in files) totals = await Run(ReaderLog.Load(file), totals, ct);
        return totals;
    }

    private async Task<ReplayTotals> Run(ReaderLog log, ReplayTotals totals, CancellationToken ct)
    {
        totals = totals.Plus(log.Unusable.Count, 0, 0, log.Unusable.Count);
        foreach (var line in log.Unusable) output.WriteLine($"  quarantined {log.Name}:{line.Line} {line.Reason}");
        if (log.Reads.Count == 0) return totals;

        var epoch = await gateway.OpenEpoch(log.Nonce, ct);
        Receipt? receipt = null;
        foreach (var batch in Batches.Of(log.Reads, options.Speed is not null))
        {
            await _pace.Keep(batch[^1].Micros, ct);
            receipt = await gateway.Post(epoch, batch, ct);
            foreach (var aside in receipt.Quarantined) output.WriteLine($"  quarantined {log.Name}:{batch[aside.Index].Line} {aside.Reason}");
            totals = totals.Plus(batch.Count, receipt.Accepted, receipt.Repeated, receipt.Quarantined.Count);
            Progress(totals);
        }

        output.WriteLine($"  {log.Name}: {log.Lines} lines, epoch {epoch}, acknowledged {string.Join(" ", receipt!.Acknowledged.Select(r => $"{r.First}-{r.Last}"))}");
        return totals;
    }

    private void Progress(ReplayTotals totals)
    {
        if (Environment.TickCount64 - _told < 1_000) return;
        _told = Environment.TickCount64;
        output.WriteLine($"  ... {totals.Lines} lines, {totals.Accepted} accepted, {totals.Repeated} repeated, {totals.Quarantined} quarantined");
    }

    private string Speed() => options.Speed is { } speed ? $"{speed} times the log's own timing" : "as fast as it goes";
}
