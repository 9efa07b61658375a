using Logistics.Console.Edge;
using Logistics.Console.Shipments;
using Logistics.Routing.V1;
using Logistics.Shipments.V1;
using NodaTime;

namespace Logistics.Console.Tracking;

public sealed record TrackingStep(string What, string When, bool Done);

/// <summary>The page's lines, ready to print. Only what the token allows is in them.</summary>
public sealed record TrackingView(string Reference, string Stage, string? Arrival, string? Agreed, string? Place, bool Delivered, IReadOnlyList<TrackingStep> Steps)
{
    private static readonly Duration Quarter = Duration.FromMinutes(15);

    internal static TrackingView Of(Logistics.Shipments.V1.Tracking tracking, IReadOnlyDictionary<string, Hub> hubs, TrackingTexts texts)
    {
        var zone = ZoneOf(hubs.GetValueOrDefault(tracking.DestinationHubId)?.Zone ?? tracking.Zone);
        var stage = Mapping.StageOf(tracking.State);
        var delivered = stage is Shipments.Stage.Delivered;
        return new(
            tracking.Reference,
            texts.Stage(stage),
            delivered || tracking.Eta.OrNull() is not { } eta ? null : Range(eta, zone, texts),
            tracking.Due.OrNull() is { } due && !delivered ? texts.Moment(due, zone) : null,
            tracking.LastHubId.OrNull() is { } hub ? WhereAt(hub, hubs, tracking.LastSeenAt.OrNull(), texts, zone) : null,
            delivered,
            [.. tracking.Milestones.Where(one => one.LegIndex >= 0).Select(one => StepOf(one, hubs, texts, zone))]);
    }

    /// <summary>To full quarters of an hour, outwards: minutes would promise what an estimate cannot hold.</summary>
    private static string Range(EtaRange eta, DateTimeZone zone, TrackingTexts texts)
    {
        var from = Floor(eta.P50);
        var to = Floor(eta.P95 + Quarter - Duration.Epsilon);
        return from.InZone(zone).Date == to.InZone(zone).Date
            ? $"{texts.Moment(from, zone)} – {texts.Time(to, zone)}"
            : $"{texts.Moment(from, zone)} – {texts.Moment(to, zone)}";
    }

    private static Instant Floor(Instant at) => Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / 900 * 900);

    private static string WhereAt(string hub, IReadOnlyDictionary<string, Hub> hubs, Instant? at, TrackingTexts texts, DateTimeZone zone)
    {
        var name = hubs.GetValueOrDefault(hub)?.Name ?? texts.Place(hub);
        return at is { } seen ? $"{name}, {texts.Moment(seen, zone)}" : name;
    }

    private static TrackingStep StepOf(Milestone one, IReadOnlyDictionary<string, Hub> hubs, TrackingTexts texts, DateTimeZone zone)
    {
        var milestone = Mapping.MilestoneOf(one);
        var name = hubs.GetValueOrDefault(one.HubId)?.Name ?? texts.Place(one.HubId);
        var at = milestone.Actual ?? milestone.Estimated?.P50 ?? milestone.Planned;
        return new($"{texts.Milestone(milestone.Kind)} {name}", at is { } when ? texts.Moment(when, zone) : "–", milestone.Actual is not null);
    }

    private static DateTimeZone ZoneOf(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
}
