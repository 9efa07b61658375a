namespace Logistics.Routing.Etas.Learning;

/// <summary>A departure that was observed.</summary>
/// <param name="MinutesLate">Against the timetable; below 0 if early.</param>
internal sealed record DepartureOutcome(string Hub, string Mode, double MinutesLate);

/// <summary>Minutes that runs leave after the time they were to leave: half at most P50, and so on. None is negative.</summary>
/// <param name="Departures">Seen at the hub by that mode.</param>
internal sealed record Dwell(double P50, double P80, double P95, int Departures);

/// <summary>
/// How long runs stay at hubs beyond their time: a hub's departures by a mode, with the departures everywhere by that mode as far
/// as its own are few, and punctual ones as far as those are.
/// </summary>
internal sealed class DwellTimes
{
    private const double Others = 20;
    private const double Punctual = 20;

    private readonly Dictionary<(string Hub, string Mode), Dwell> hubs;
    private readonly Dictionary<string, Dwell> modes;

    internal DwellTimes(IReadOnlyCollection<DepartureOutcome> departures)
    {
        modes = departures.GroupBy(departure => departure.Mode).ToDictionary(mode => mode.Key, mode => Of([], [.. mode]));
        hubs = departures.GroupBy(departure => (departure.Hub, departure.Mode)).ToDictionary(
            hub => hub.Key, hub => Of([.. hub], departures.Where(departure => departure.Mode == hub.Key.Mode).ToList()));
    }

    internal static DwellTimes Untaught { get; } = new([]);

    internal Dwell Estimate(string hub, string mode) =>
        hubs.GetValueOrDefault((hub, mode)) ?? modes.GetValueOrDefault(mode) ?? new Dwell(0, 0, 0, 0);

    private static Dwell Of(List<DepartureOutcome> own, List<DepartureOutcome> like)
    {
        var share = Math.Min(1, Others / Math.Max(1, like.Count));
        var values = own.Select(departure => (departure.MinutesLate, 1.0)).ToList();
        values.AddRange(like.Select(departure => (departure.MinutesLate, share)));
        values.Add((0, Math.Max(1, Punctual - like.Count)));
        return new Dwell(At(0.5), At(0.8), At(0.95), own.Count);

        double At(double quantile) => Math.Max(0, Quantiles.Weighted(values, quantile));
    }
}
