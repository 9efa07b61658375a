using Logistics.EventStore;
using NodaTime;

namespace Logistics.Shipments.Shipments;

/// <param name="ReadyAt">As the others: null leaves it.</param>
internal sealed record AmendShipment(
    string? Reference, IReadOnlyList<Reference>? References, string? GoodsDescription, Appointment? ReadyAt, Appointment? CollectBy,
    Appointment? DeliverFrom, Appointment? ArriveBy, TemperatureBand? Temperature)
{
    public string? OriginHubId { get; init; }

    public string? DestinationHubId { get; init; }

    /// <summary>Given, <see cref="OriginHubId"/> says so.</summary>
    public Door? CollectAt { get; init; }

    /// <summary>Given, <see cref="DestinationHubId"/> says so.</summary>
    public Door? DeliverAt { get; init; }

    /// <summary>Added, or in place of the one with the same id.</summary>
    public IReadOnlyList<ShippedUnit> Put { get; init; } = [];

    public IReadOnlyList<string> Remove { get; init; } = [];

    /// <summary>All of them; contacts are encrypted before they come here.</summary>
    public IReadOnlyList<Party>? Parties { get; init; }
}

/// <summary>Changes to what was booked, by those who direct the shipment, for as long as it is not too late for them.</summary>
internal static class AmendmentDecider
{
    public static Decision Amend(Shipment s, AmendShipment c, string by, Instant now)
    {
        if (s.Barred(by) is { } barred) return new Decision.Refused(barred);
        var (route, units, parties) = (Route(s, c), Units(s, c), Parties(s, c));
        if ((BookingRules.Broken(route) ?? BookingRules.Broken(units) ?? BookingRules.Broken(c.Temperature) ?? TooLate(s, route, units) ?? NotTheirs(s, parties, by)) is { } refusal)
            return new Decision.Refused(refusal);
        var amended = new ShipmentAmended(
            News(c.Reference, s.Reference),
            c.References is { } references && !references.SequenceEqual(s.References) ? references : null,
            News(c.GoodsDescription, s.GoodsDescription),
            News(route, s.Route),
            News(c.Temperature, s.Temperature),
            by,
            now)
        {
            HandlingUnits = Same(units, s.HandlingUnits) ? null : units,
            Parties = parties.SequenceEqual(s.BookedParties) ? null : parties,
        };
        return amended with { By = "", At = default } == Unchanged ? Decision.Nothing : Decision.Accept(amended);
    }

    private static readonly ShipmentAmended Unchanged = new(null, null, null, null, null, "", default);

    private static RouteSpecification Route(Shipment s, AmendShipment c) => s.Route with
    {
        OriginHubId = c.OriginHubId ?? s.Route.OriginHubId,
        DestinationHubId = c.DestinationHubId ?? s.Route.DestinationHubId,
        CollectAt = c.OriginHubId is null ? s.Route.CollectAt : c.CollectAt,
        DeliverAt = c.DestinationHubId is null ? s.Route.DeliverAt : c.DeliverAt,
        ReadyAt = c.ReadyAt ?? s.Route.ReadyAt,
        CollectBy = c.CollectBy ?? s.Route.CollectBy,
        DeliverFrom = c.DeliverFrom ?? s.Route.DeliverFrom,
        ArriveBy = c.ArriveBy ?? s.Route.ArriveBy,
    };

    /// <summary>In their order, the added ones behind.</summary>
    private static IReadOnlyList<ShippedUnit> Units(Shipment s, AmendShipment c) =>
    [
        .. s.HandlingUnits.Where(u => !c.Remove.Contains(u.Id)).Select(u => c.Put.FirstOrDefault(p => p.Id == u.Id) ?? u),
        .. c.Put.Where(p => s.HandlingUnits.All(u => u.Id != p.Id)),
    ];

    /// <summary>The hub stays: it carries the shipment.</summary>
    private static IReadOnlyList<Party> Parties(Shipment s, AmendShipment c) => c.Parties is not { } parties ? s.BookedParties
        : parties.Any(p => p.Organisation == s.Operator) ? parties
        : [.. parties, .. s.BookedParties.Where(p => p.Organisation == s.Operator)];

    private static Refusal? TooLate(Shipment s, RouteSpecification route, IReadOnlyList<ShippedUnit> units) => s switch
    {
        _ when s.Underway() && (route.OriginHubId, route.CollectAt) != (s.Route.OriginHubId, s.Route.CollectAt)
            => new(Reasons.ShipmentUnderway, "The goods have left their origin."),
        _ when s.Underway() && !units.Select(u => u.Id).SequenceEqual(s.HandlingUnits.Select(u => u.Id))
            => new(Reasons.ShipmentUnderway, "The goods have moved: declare units lost or return them instead."),
        _ when (route.DestinationHubId, route.DeliverAt) == (s.Route.DestinationHubId, s.Route.DeliverAt) => null,
        _ when s.AtDestination()
            => new(Reasons.ShipmentAtDestination, "The goods are at their destination: return the shipment or book another one from there."),
        _ when s.OnTheWayToItsDoor() => new(Reasons.ShipmentAtDestination, "The goods are on board of the lorry to their door."),
        _ => null,
    };

    /// <summary>Who sends the goods is whom the hub has its contract with.</summary>
    private static Refusal? NotTheirs(Shipment s, IReadOnlyList<Party> parties, string by)
        => by != s.Operator && !Consignors(parties).SequenceEqual(Consignors(s.BookedParties))
            ? new(Reasons.NotYoursToChange, "The consignor is changed by the hub only.")
            : null;

    private static IEnumerable<string> Consignors(IEnumerable<Party> parties)
        => parties.Where(p => p.Role == PartyRole.Consignor).Select(p => p.Organisation).Order(StringComparer.Ordinal);

    private static bool Same(IReadOnlyList<ShippedUnit> a, IReadOnlyList<ShippedUnit> b)
        => a.Count == b.Count && a.Zip(b).All(pair => pair.First.SameAs(pair.Second));

    private static T? News<T>(T? value, T? before) where T : class => Equals(value, before) ? null : value;
}
