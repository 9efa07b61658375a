using Logistics.Console.Edge;
using NodaTime;

namespace Logistics.Console.Shipments;

/// <summary>What the screens conclude from a shipment's facts; pure, so that the browser need not know the rules.</summary>
internal static class Judgement
{
    /// <summary>Late where more than half the chances are after the appointment, at risk where more than a fifth are.</summary>
    internal static Punctuality Punctuality(Stage stage, EtaRange? eta, Instant? due) => (stage, eta, due) switch
    {
        (Stage.Delivered or Stage.Cancelled, _, _) => Shipments.Punctuality.Closed,
        (_, null, _) => Shipments.Punctuality.NoEta,
        (_, _, null) => Shipments.Punctuality.OnTime,
        (_, { } at, { } by) when at.P50 > by => Shipments.Punctuality.Late,
        (_, { } at, { } by) when at.P80 > by => Shipments.Punctuality.AtRisk,
        _ => Shipments.Punctuality.OnTime,
    };

    /// <summary>A hub further on that was reached proves those before it, even where no read said so.</summary>
    internal static IReadOnlyList<Stop> Stops(IReadOnlyList<LegItem> legs, IReadOnlyList<MilestoneItem> milestones)
    {
        if (legs.Count == 0) return [];
        var furthest = milestones.Where(one => one.Actual is not null && one.LegIndex is not null).Select(Order).DefaultIfEmpty(-1).Max();
        string[] hubs = [legs[0].FromHubId, .. legs.Select(leg => leg.ToHubId)];
        return [.. hubs.Select((hub, index) => new Stop(hub, index == 0 || furthest >= Arrival(index - 1), index < legs.Count && furthest >= Departure(index)))];
    }

    /// <summary>The first one behind the last that happened.</summary>
    internal static NextMilestone? Next(IReadOnlyList<MilestoneItem> milestones)
    {
        var planned = milestones.Where(one => one.LegIndex is not null).OrderBy(Order).ToList();
        var next = planned.Skip(planned.FindLastIndex(one => one.Actual is not null) + 1).FirstOrDefault();
        return next is null ? null : new(next.Kind, next.HubId, next.Planned, next.Estimated, next.DeltaMinutes);
    }

    private static int Order(MilestoneItem one) => one.Kind switch
    {
        MilestoneWord.Departed => Departure(one.LegIndex ?? 0),
        MilestoneWord.Collected => Departure(one.LegIndex ?? 0) - 1,
        MilestoneWord.Delivered => Arrival(one.LegIndex ?? 0) + 1,
        _ => Arrival(one.LegIndex ?? 0),
    };

    private static int Departure(int leg) => (leg * 4) + 1;

    private static int Arrival(int leg) => (leg * 4) + 3;
}
