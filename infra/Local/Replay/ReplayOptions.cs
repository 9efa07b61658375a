using System.Globalization;

namespace Logistics.Replay;

/// <param name="Speed">Times the log's own timing; null: as fast as possible.</param>
internal sealed record ReplayOptions(string Path, Uri Url, string Key, string? Gateway, double? Speed, string? ReadPoint)
{
    internal const string Usage =
        """
        usage: replay FILE|DIR --url http://HOST:PORT --key DEVICE-KEY [--gateway ID] [--speed N|max] [--read-point ID]

          FILE|DIR      a log of an RFID reader (CSV with the columns timestamp, reader, antenna, rssi, epc), or a folder of them
          --url         the Tags service's HTTP address
          --key         the gateway's device key; or set REPLAY_KEY
          --gateway     the gateway's id; on the hub that runs from this checkout it and the log's tags are registered first
          --speed       1 is the log's own timing, 10 ten times as fast, max (default) as fast as it goes
          --read-point  where the reads happened; default: the gateway's own read point
        """;

    /// <exception cref="ArgumentException">What is wrong, for the user.</exception>
    internal static ReplayOptions Parse(IReadOnlyList<string> arguments)
    {
        var (path, values) = ((string?)null, new Dictionary<string, string>());
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
                path = path is null ? arguments[i] : throw new ArgumentException($"'{arguments[i]}': only one file or folder.");
            else if (arguments[i] is not ("--url" or "--key" or "--gateway" or "--speed" or "--read-point"))
                throw new ArgumentException($"'{arguments[i]}' is no option.");
            else if (i + 1 == arguments.Count)
                throw new ArgumentException($"{arguments[i]} wants a value.");
            else
                values[arguments[i][2..]] = arguments[++i];
        }

        if (path is null) throw new ArgumentException("Which file or folder?");
        if (!File.Exists(path) && !Directory.Exists(path)) throw new ArgumentException($"'{path}' is no file and no folder.");
        if (!Uri.TryCreate(values.GetValueOrDefault("url"), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new ArgumentException("--url wants the Tags service's HTTP address.");
        var key = values.GetValueOrDefault("key") ?? Environment.GetEnvironmentVariable("REPLAY_KEY");
        if (string.IsNullOrEmpty(key)) throw new ArgumentException("--key wants the gateway's device key (or set REPLAY_KEY).");
        return new(path, url, key, values.GetValueOrDefault("gateway"), SpeedOf(values.GetValueOrDefault("speed", "max")), values.GetValueOrDefault("read-point"));
    }

    /// <summary>A folder's logs in the order of their names.</summary>
    internal IReadOnlyList<string> Files() => Directory.Exists(Path)
        ? [.. Directory.GetFiles(Path, "*.csv").Order(StringComparer.Ordinal)]
        : [Path];

    /// <summary>Every tag that the logs name.</summary>
    internal IReadOnlyCollection<string> Tags() => [.. Files().SelectMany(file => ReaderLog.Load(file).Reads).Select(read => read.Tag).Distinct()];

    private static double? SpeedOf(string text)
    {
        if (text == "max") return null;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) && speed > 0
            ? speed
            : throw new ArgumentException($"--speed {text}: a number above 0, or max.");
    }
}
