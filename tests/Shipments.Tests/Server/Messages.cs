using Logistics.Contracts;
using Logistics.Contracts.Partners;
using Logistics.Contracts.Routing;
using Logistics.Contracts.Tags;
using NodaTime;

namespace Logistics.Shipments.Tests;

/// <summary>What Routing and Tags say, about a shipment from Dortmund by Hagen to Siegen.</summary>
internal static class Messages
{
    public static Contracts.EventTime Local(Instant at) => new(at, 60);

    /// <summary>Both legs, the second one shifted.</summary>
    public static ItineraryPlanned Plan(string shipment, int version = 1, int secondLegLater = 0, string secondCarrier = Known.OtherCarrier) => new(
        Itinerary(shipment, version), shipment, version,
        [
            new(Known.Carrier, "SL-1", new(2026, 11, 20), "DEDTM", "DEHAG", Known.At(11), Known.At(12)),
            new(secondCarrier, "RR-7", new(2026, 11, 20), "DEHAG", "DESIE",
                Known.At(13) + Duration.FromMinutes(secondLegLater), Known.At(15) + Duration.FromMinutes(secondLegLater)),
        ],
        "earliest arrival");

    /// <summary>By lorry from the door of collection to Dortmund, and on to the door of delivery.</summary>
    public static ItineraryPlanned PlanBetweenDoors(string shipment) => new(
        Itinerary(shipment, 1), shipment, 1,
        [
            new(Known.Carrier, "lkw-1", new(2026, 11, 20), "door:from", "DEDTM", Known.At(10), Known.At(10, 15)) { Road = new(6.9, 7, 0, 0) },
            new(Known.OtherCarrier, "lkw-2", new(2026, 11, 20), "DEDTM", "door:to", Known.At(11), Known.At(17)) { Road = new(310, 290, 1, 0) },
        ],
        "by road");

    public static NoItineraryFound NoPlan(string shipment) => new(Itinerary(shipment, 1), shipment, "Nothing runs on Sundays.");

    public static EtaRevised Eta(string shipment, long version, Instant arrival, int itineraryVersion = 1, params int[] missed) => new(
        Itinerary(shipment, version), shipment, itineraryVersion, Around(arrival),
        [new(1, "arrived", "DESIE", Around(arrival))], missed, ["corridor"], Known.At(9));

    public static HandlingUnitArrived Arrived(string unit, string hub, Instant at, string readId) => new(
        Tag(unit, 1), $"tag-{unit}", unit, hub, $"rp-{hub}", Local(at), [new(readId, "gw-1", Local(at), at, "5eed")]);

    public static HandlingUnitDeparted Departed(string unit, string hub, Instant at, string readId) => new(
        Tag(unit, 2), $"tag-{unit}", unit, hub, $"rp-{hub}", Local(at), [new(readId, "gw-1", Local(at), at, "5eed")]);

    /// <param name="reads">The arrival's, and the departure's where it has left.</param>
    public static VisitTimes Stay(Instant arrived, Instant? departed, params string[] reads) => new(
        Local(arrived), new(reads[0], "gw-1", Local(arrived), arrived, "5eed"),
        departed is { } left ? Local(left) : null, departed is { } at ? new(reads[1], "gw-1", Local(at), at, "5eed") : null);

    public static HandlingUnitVisitAmended Amended(string unit, string hub, VisitTimes was, VisitTimes now)
        => new(Tag(unit, 7), $"tag-{unit}", unit, hub, $"rp-{hub}", was, now);

    public static HandlingUnitVisitWithdrawn Withdrawn(string unit, string hub, VisitTimes was) => new(Tag(unit, 8), $"tag-{unit}", unit, hub, was);

    public static ExcursionStarted Warm(string shipment, string unit, Instant at)
        => new(Tag(unit, 3), $"tag-{unit}", unit, shipment, "temperature", Local(at), 11.5, "CEL", "2 to 8 CEL");

    public static ExcursionEnded Cooled(string shipment, string unit, Instant at)
        => new(Tag(unit, 5), $"tag-{unit}", unit, shipment, "temperature", Local(at), Local(at + Duration.FromMinutes(30)), 12, "CEL");

    /// <summary>What late reads say of it.</summary>
    public static ExcursionAmended Warmer(string shipment, string unit, Instant at) => new(
        Tag(unit, 4), $"tag-{unit}", unit, shipment, "", "temperature", new(Local(at), null, 11.5), new(Local(at), null, 13.5), "CEL", "2 to 8 CEL");

    public static BatteryFellLow Low(string unit, int percent, Instant at, long version) => new(Tag(unit, version), $"tag-{unit}", unit, Local(at), percent);

    public static TagDetached Off(string unit, Instant at) => new(Tag(unit, 30), $"tag-{unit}", unit, Local(at));

    public static TagFellSilent Silent(string unit, Instant at) => new(Tag(unit, 5), $"tag-{unit}", unit, Local(at));

    public static TagHeardAgain Heard(string unit, Instant at) => new(Tag(unit, 6), $"tag-{unit}", unit, Local(at));

    /// <summary>All kinds, for a week.</summary>
    public static GrantChanged Grant(string id, string from, string to, params string[] shipments) => new(
        new($"grant-{id}", 1, 1), id, from, to, ["whereabouts", "schedule", "goods", "parties", "documents"], shipments,
        SystemClock.Instance.GetCurrentInstant() + Duration.FromDays(7), null);

    public static GrantChanged Revoked(GrantChanged given) => given with
    {
        Origin = given.Origin with { Version = given.Origin.Version + 1 },
        RevokedAt = SystemClock.Instance.GetCurrentInstant(),
    };

    private static Origin Itinerary(string shipment, long version) => new($"itinerary-{shipment}", version, version);

    private static Origin Tag(string unit, long version) => new($"tag-{unit}", version, version);

    private static Contracts.EstimatedTime Around(Instant p50) => new(p50, p50 + Duration.FromMinutes(10), p50 + Duration.FromMinutes(25));
}
