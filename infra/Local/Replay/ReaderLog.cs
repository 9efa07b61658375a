using System.Globalization;
using System.Security.Cryptography;

namespace Logistics.Replay;

/// <summary>A line of the log as a read.</summary>
/// <param name="Line">From 1, with the header.</param>
/// <param name="Sequence">From 1, lines that are no reads not counted.</param>
/// <param name="Micros">Event time in microseconds since 1970.</param>
internal sealed record LoggedRead(int Line, long Sequence, long Micros, string Tag, int Antenna, double RssiDbm)
{
    /// <summary>RFC 3339; the log is in UTC.</summary>
    internal string EventTime => DateTime.UnixEpoch.AddTicks(Micros * 10).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}

/// <param name="Line">From 1.</param>
internal sealed record UnusableLine(int Line, string Reason);

/// <summary>
/// A log as an Impinj reader's capture program wrote it. Its content names the numbering it is posted under: the same log posted
/// again goes on in the same epoch, so that the hub knows each of its reads again.
/// </summary>
internal sealed record ReaderLog(string Path, string Nonce, IReadOnlyList<LoggedRead> Reads, IReadOnlyList<UnusableLine> Unusable)
{
    internal string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Lines with something on them, but for the header.</summary>
    internal int Lines => Reads.Count + Unusable.Count;

    internal static ReaderLog Load(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var nonce = $"log-{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
        var lines = System.Text.Encoding.UTF8.GetString(bytes).Split('\n');
        var columns = lines[0].TrimEnd('\r').Split(',');
        var (reads, unusable) = (new List<LoggedRead>(), new List<UnusableLine>());
        for (var i = 1; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (line.Length == 0) continue;
            var (read, reason) = Parse(line.Split(','), columns, i + 1, reads.Count + 1);
            if (read is not null) reads.Add(read);
            else unusable.Add(new(i + 1, reason!));
        }

        return new(path, nonce, reads, unusable);
    }

    private static (LoggedRead? Read, string? Reason) Parse(string[] fields, string[] columns, int line, long sequence)
    {
        string? Field(string column) => Array.IndexOf(columns, column) is >= 0 and var at && at < fields.Length ? fields[at] : null;

        if (fields.Length != columns.Length) return (null, $"{fields.Length} fields where the header has {columns.Length}");
        if (Micros(Field("timestamp")) is not { } micros) return (null, $"timestamp '{Field("timestamp")}' is no number of seconds");
        if (Tag(Field("epc")) is not { } tag) return (null, $"epc '{Field("epc")}' is not written b'HEX'");
        if (!int.TryParse(Field("antenna"), NumberStyles.None, CultureInfo.InvariantCulture, out var antenna)) return (null, $"antenna '{Field("antenna")}' is no number");
        if (!double.TryParse(Field("rssi"), NumberStyles.Float, CultureInfo.InvariantCulture, out var rssi) || !double.IsFinite(rssi))
            return (null, $"rssi '{Field("rssi")}' is no number");
        return (new(line, sequence, micros, tag, antenna, rssi), null);
    }

    private static long? Micros(string? seconds)
        => decimal.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 100_000_000_000m
            ? (long)(value * 1_000_000m)
            : null;

    /// <summary>Python's spelling of bytes. Whether it is an EPC is for the hub to say.</summary>
    private static string? Tag(string? text) => text is ['b', '\'', .. var hex, '\''] && hex.Length > 0 ? hex : null;
}
