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

/// <summary>
/// What a shipment wants watched, from its booking to its end. The bus may tell the end before the booking: then there is nothing to
/// begin any more.
/// </summary>
internal sealed record ShipmentWatch(bool Began, bool Ended)
{
    internal static readonly ShipmentWatch Initial = new(false, false);

    internal static readonly StreamType<ShipmentWatch> Stream = new("shipment-watch", Initial, Evolve);

    internal static Decision Begin(ShipmentWatch watch, ShipmentWatchBegan wanted)
        => watch.Began || watch.Ended ? Decision.Nothing : Decision.Accept(wanted);

    internal static Decision End(ShipmentWatch watch, string shipmentId)
        => watch.Ended ? Decision.Nothing : Decision.Accept(new ShipmentWatchEnded(shipmentId));

    private static ShipmentWatch Evolve(ShipmentWatch watch, object e) => e switch
    {
        ShipmentWatchBegan => watch with { Began = true },
        ShipmentWatchEnded => watch with { Ended = true },
        _ => throw new ArgumentException($"A shipment's watch does not know {e.GetType().Name}.", nameof(e)),
    };
}
