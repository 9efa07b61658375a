namespace Logistics.Replay;

/// <summary>Keeps the log's own timing, or a multiple of it. Breaks of over a minute are cut to a second.</summary>
internal sealed class Pace(double? speed)
{
    private const long LongestBreak = 60_000_000;
    private long? _last;

    internal async Task Keep(long micros, CancellationToken ct)
    {
        var waited = micros - (_last ?? micros);
        _last = Math.Max(micros, _last ?? micros);
        if (speed is not { } times || waited <= 0) return;
        await Task.Delay(TimeSpan.FromMicroseconds((waited > LongestBreak ? 1_000_000 : waited) / times), ct);
    }
}
