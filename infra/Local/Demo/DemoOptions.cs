using System.Globalization;
using Logistics.Local;

namespace Logistics.Demo;

/// <param name="Seed">`--seed`: which shipments, delays and mishaps there are.</param>
/// <param name="Speed">`--speed`: how many minutes of the real world a minute here is; timetables are made so much denser, because
/// the hub's clock, and with it every event time, is the real one.</param>
/// <param name="Shipments">`--shipments`: how many are on the way at a time.</param>
/// <param name="Minutes">`--minutes`: ends by itself after so long; 0 stays.</param>
internal sealed record DemoOptions(int Seed, double Speed, int Shipments, double Minutes)
{
    internal const string Usage = "Demo [--seed N] [--speed 1..60] [--shipments 1..500] [--minutes N]";

    internal static DemoOptions Parse(string[] args)
    {
        var options = new DemoOptions(2026, DemoSpeed.Usual, 40, 0);
        if (args.Length % 2 != 0) throw new FormatException(Usage);
        for (var i = 0; i < args.Length; i += 2)
        {
            options = args[i] switch
            {
                "--seed" => options with { Seed = (int)Number(args[i + 1], int.MinValue, int.MaxValue) },
                "--speed" => options with { Speed = Number(args[i + 1], 1, 60) },
                "--shipments" => options with { Shipments = (int)Number(args[i + 1], 1, 500) },
                "--minutes" => options with { Minutes = Number(args[i + 1], 0, 1e6) },
                _ => throw new FormatException(Usage),
            };
        }

        return options;
    }

    private static double Number(string text, double min, double max) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new FormatException(Usage);
}
