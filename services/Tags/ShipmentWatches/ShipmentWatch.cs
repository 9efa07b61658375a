using System.Text.Json.Serialization;
using Logistics.EventStore;
using Logistics.Tags.Condition;

namespace Logistics.Tags.ShipmentWatches;

/// <summary>Degrees Celsius, both inclusive.</summary>
internal sealed record TemperatureBand(double MinCelsius, double MaxCelsius, int AllowedMinutes);

/// <param name="Temperature">Null where any will do.</param>
internal sealed record ShipmentWatchBegan(string ShipmentId, IReadOnlyList<string> HandlingUnits, TemperatureBand? Temperature)
{
    /// <summary>It was told after the shipment's end: nothing begins, unless it is reopened.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AfterEnd { get; init; }

    internal IReadOnlyList<ConditionLimits> Limits
        => Temperature is { } band ? [new(Quantity.Temperature.Kind, band.MinCelsius, band.MaxCelsius, band.AllowedMinutes)] : [];
}

/// <param name="AsOf">Version of the shipment; 0 in events of before that was kept.</param>
internal sealed record ShipmentWatchEnded(string ShipmentId, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long AsOf = 0);

/// <summary>What it was closed by did not occur.</summary>
/// <param name="Again">What is to be watched again; null where nothing had ended, or where the booking is not told yet.</param>
/// <param name="AsOf">Version of the shipment.</param>
internal sealed record ShipmentWatchReopened(string ShipmentId, ShipmentWatchBegan? Again, long AsOf);

/// <summary>Who may see what is read of the units while their tags are on them; in place of what was named before.</summary>
/// <param name="Parties">Organisations.</param>
/// <param name="UnitsAsOf">Version of the shipment that the units are from.</param>
/// <param name="PartiesAsOf">Version of the shipment that the parties are from.</param>
internal sealed record ShipmentPartiesNamed(
    string ShipmentId, IReadOnlyList<string> HandlingUnits, IReadOnlyList<string> Parties, long UnitsAsOf, long PartiesAsOf);

/// <summary>
/// What a shipment wants watched, from its booking to its end, again when it is reopened, and who may look. The bus may tell all this in
/// any order: of ends and reopenings, of units and of parties the one from the shipment's latest version counts, and a booking that is
/// told after the end begins nothing.
/// </summary>
/// <param name="StandsAsOf">Version of the shipment that the end or the reopening is from.</param>
internal sealed record ShipmentWatch(ShipmentWatchBegan? Wanted, bool Ended, long StandsAsOf)
{
    internal static readonly ShipmentWatch Initial = new(null, false, 0);

    private ShipmentPartiesNamed Named { get; init; } = new("", [], [], 0, 0);

    internal static readonly StreamType<ShipmentWatch> Stream = new("shipment-watch", Initial, Evolve);

    internal static Decision Begin(ShipmentWatch watch, ShipmentWatchBegan wanted)
        => watch.Wanted is not null ? Decision.Nothing : Decision.Accept(wanted with { AfterEnd = watch.Ended });

    /// <param name="version">Of the shipment.</param>
    internal static Decision End(ShipmentWatch watch, string shipmentId, long version)
        => version <= watch.StandsAsOf ? Decision.Nothing : Decision.Accept(new ShipmentWatchEnded(shipmentId, version));

    /// <param name="version">Of the shipment.</param>
    internal static Decision Reopen(ShipmentWatch watch, string shipmentId, long version) => version <= watch.StandsAsOf
        ? Decision.Nothing
        : Decision.Accept(new ShipmentWatchReopened(shipmentId, watch.Ended && watch.Wanted is { } wanted ? wanted with { AfterEnd = false } : null, version));

    /// <param name="units">Null: as they were; and so are the parties.</param>
    /// <param name="version">Of the shipment.</param>
    internal static Decision Name(ShipmentWatch watch, string shipmentId, IReadOnlyList<string>? units, IReadOnlyList<string>? parties, long version)
    {
        var (was, now) = (watch.Named, watch.Named with { ShipmentId = shipmentId });
        if (units is not null && version > was.UnitsAsOf) now = now with { HandlingUnits = units, UnitsAsOf = version };
        if (parties is not null && version > was.PartiesAsOf) now = now with { Parties = parties, PartiesAsOf = version };
        return (now.UnitsAsOf, now.PartiesAsOf) == (was.UnitsAsOf, was.PartiesAsOf) ? Decision.Nothing : Decision.Accept(now);
    }

    private static ShipmentWatch Evolve(ShipmentWatch watch, object e) => e switch
    {
        ShipmentWatchBegan began => watch with { Wanted = began },
        ShipmentWatchEnded ended => watch with { Ended = true, StandsAsOf = ended.AsOf },
        ShipmentWatchReopened reopened => watch with { Ended = false, StandsAsOf = reopened.AsOf },
        ShipmentPartiesNamed named => watch with { Named = named },
        _ => throw new ArgumentException($"A shipment's watch does not know {e.GetType().Name}.", nameof(e)),
    };
}
