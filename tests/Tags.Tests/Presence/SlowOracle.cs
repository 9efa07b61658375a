using Logistics.Tags.Presence;
using NodaTime;

namespace Logistics.Tags.Tests.Presence;

/// <summary>What the rules say, looking at all reads at once.</summary>
internal static class SlowOracle
{
    internal sealed record Stay(string Hub, Instant Arrived, Instant LastSeen, Instant? Departed, DepartureCause? Cause)
    {
        internal static Stay Of(Visit visit) => new(visit.HubId, visit.First.At, visit.Last.At, visit.Departure?.At, visit.Departure?.Cause);

        public override string ToString() => $"{Hub} {Arrived} {LastSeen} {Departed} {Cause}";
    }

    internal static List<Stay> Stays(IReadOnlyList<Sighting> reads, IReadOnlyList<(string Gateway, Instant At)> activity, Duration absent)
    {
        var stays = new List<Stay>();
        var (lastGateway, tells) = ("", false);
        foreach (var read in reads.DistinctBy(r => r.Read.Id).Where(r => r.Place != Place.Unknown).OrderBy(r => r.At).ThenBy(r => r.Read.Id, StringComparer.Ordinal))
        {
            var open = stays.Count > 0 && stays[^1].Departed is null ? stays[^1] : null;
            if (open is not null && (read.Place == Place.Between || read.HubId != open.Hub))
            {
                stays[^1] = open with { Departed = open.LastSeen, Cause = DepartureCause.Elsewhere };
                open = null;
            }

            if (read.Place == Place.Between) continue;
            if (open is not null && tells && WasReading(activity, lastGateway, open.LastSeen + absent, read.At))
            {
                stays[^1] = open with { Departed = open.LastSeen, Cause = DepartureCause.Absent };
                open = null;
            }

            var justLeft = stays.Count > 0 && stays[^1] is { Cause: DepartureCause.Exit } left && left.Hub == read.HubId && read.At < left.Departed + absent;
            if (open is null && justLeft && read.Place != Place.Entry) continue;
            if (open is null) stays.Add(new(read.HubId!, read.At, read.At, null, null));
            stays[^1] = stays[^1] with { LastSeen = read.At };
            (lastGateway, tells) = (read.Read.GatewayId, read.Place == Place.Inside);
            if (read.Place == Place.Exit) stays[^1] = stays[^1] with { Departed = read.At, Cause = DepartureCause.Exit };
        }

        if (stays.Count > 0 && stays[^1].Departed is null && tells && WasReading(activity, lastGateway, stays[^1].LastSeen + absent, Instant.MaxValue))
            stays[^1] = stays[^1] with { Departed = stays[^1].LastSeen, Cause = DepartureCause.Absent };
        return stays;
    }

    /// <summary>In a whole minute of the time between.</summary>
    private static bool WasReading(IReadOnlyList<(string Gateway, Instant At)> activity, string gateway, Instant from, Instant until) => activity.Any(a =>
    {
        var minute = Instant.FromUnixTimeSeconds((long)Math.Floor(a.At.ToUnixTimeMilliseconds() / 60_000.0) * 60);
        return a.Gateway == gateway && minute >= from && minute + Duration.FromMinutes(1) <= until;
    });
}
