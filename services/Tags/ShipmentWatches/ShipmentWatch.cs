using Logistics.EventStore;
using Logistics.Tags.Condition;

namespace Logistics.Tags.ShipmentWatches;

/// <summary>Degrees Celsius, both inclusive.</summary>
internal sealed record TemperatureBand(double MinCelsius, double MaxCelsius, int AllowedMinutes);

/// <param name="Temperature">Null where any will do.</param>
internal sealed record ShipmentWatchBegan(string ShipmentId, IReadOnlyList<string> HandlingUnits, TemperatureBand? Temperature)
{
    internal IReadOnlyList<ConditionLimits> Limits
        => Temperature is { } band ? [new(Quantity.Temperature.Kind, band.MinCelsius, band.MaxCelsius, band.AllowedMinutes)] : [];
}

internal sealed record ShipmentWatchEnded(string ShipmentId);

/// <summary>Who may see what is read of the units while their tags are on them; in place of what was named before.</summary>
/// <param name="Parties">Organisations.</param>
/// <param name="UnitsAsOf">Version of the shipment that the units are from.</param>
/// <param name="PartiesAsOf">Version of the shipment that the parties are from.</param>
internal sealed record ShipmentPartiesNamed(
    string ShipmentId, IReadOnlyList<string> HandlingUnits, IReadOnlyList<string> Parties, long UnitsAsOf, long PartiesAsOf);

/// <summary>
/// What a shipment wants watched, from its booking to its end, and who may look. The bus may tell the end before the booking: then there
/// is nothing to begin any more. What was amended may be told before the booking too: the later version counts.
/// </summary>
internal sealed record ShipmentWatch(bool Began, bool Ended)
{
    internal static readonly ShipmentWatch Initial = new(false, false);

    private ShipmentPartiesNamed Named { get; init; } = new("", [], [], 0, 0);

    internal static readonly StreamType<ShipmentWatch> Stream = new("shipment-watch", Initial, Evolve);

    internal static Decision Begin(ShipmentWatch watch, ShipmentWatchBegan wanted)
        => watch.Began || watch.Ended ? Decision.Nothing : Decision.Accept(wanted);

    internal static Decision End(ShipmentWatch watch, string shipmentId)
        => watch.Ended ? Decision.Nothing : Decision.Accept(new ShipmentWatchEnded(shipmentId));

    /// <param name="units">Null: as they were; and so are the parties.</param>
    /// <param name="version">Of the shipment.</param>
    internal static Decision Name(ShipmentWatch watch, string shipmentId, IReadOnlyList<string>? units, IReadOnlyList<string>? parties, long version)
    {
        var (was, now) = (watch.Named, watch.Named with { ShipmentId = shipmentId });
        if (units is not null && version > was.UnitsAsOf) now = now with { HandlingUnits = units, UnitsAsOf = version };
        if (parties is not null && version > was.PartiesAsOf) now = now with { Parties = parties, PartiesAsOf = version };
        return watch.Ended || (now.UnitsAsOf, now.PartiesAsOf) == (was.UnitsAsOf, was.PartiesAsOf) ? Decision.Nothing : Decision.Accept(now);
    }

    private static ShipmentWatch Evolve(ShipmentWatch watch, object e) => e switch
    {
        ShipmentWatchBegan => watch with { Began = true },
        ShipmentWatchEnded => watch with { Ended = true },
        ShipmentPartiesNamed named => watch with { Named = named },
        _ => throw new ArgumentException($"A shipment's watch does not know {e.GetType().Name}.", nameof(e)),
    };
}
