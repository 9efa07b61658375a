using System.Globalization;

namespace Logistics.Local;

/// <summary>
/// How many minutes of the real world a minute of the demo is. Its lorries drive so much faster than real ones, and Routing, which
/// believes no timetable that breaks the speed limiter, has to be told.
/// </summary>
public static class DemoSpeed
{
    public const double Usual = 12;

    // Where a lorry's speed limiter acts (Directive 92/6/EEC), in km/h.
    private const double SpeedLimiter = 90;

    /// <param name="arguments">The demo's own; what is wrong in them is the demo's to say.</param>
    public static double In(string? arguments)
    {
        var words = (arguments ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(words, "--speed") + 1;
        return at > 0 && at < words.Length && double.TryParse(words[at], CultureInfo.InvariantCulture, out var speed) && speed >= 1 ? speed : Usual;
    }

    /// <summary>The value of the setting `Routing:RoadKilometresPerHour`.</summary>
    internal static string RoadKilometresPerHour(double speed) => (SpeedLimiter * speed).ToString(CultureInfo.InvariantCulture);
}
