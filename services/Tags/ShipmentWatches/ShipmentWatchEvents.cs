using System.Text.Json.Serialization;
using Logistics.Tags.Condition;
using NodaTime;

namespace Logistics.Tags.ShipmentWatches;

/// <summary>Degrees Celsius, both inclusive.</summary>
internal sealed record TemperatureBand(double MinCelsius, double MaxCelsius, int AllowedMinutes);

/// <summary>What is to be watched of a shipment: all that is known of it, by which all its units are judged anew.</summary>
/// <param name="HandlingUnits">As booked, and so is the other.</param>
/// <param name="Temperature">Null where any will do.</param>
internal sealed record ShipmentWatchBegan(string ShipmentId, IReadOnlyList<string> HandlingUnits, TemperatureBand? Temperature)
{
    /// <summary>It was told after an end of which nobody knows when it was: nothing begins, unless it is reopened.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AfterEnd { get; init; }

    /// <summary>By the shipment's versions; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WatchAmendment>? Amendments { get; init; }

    /// <summary>Event time; null while it is open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OffsetDateTime? ClosedAt { get; init; }

    /// <summary>As booked, beside temperature; null where nothing else is watched.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ConditionLimits>? Conditions { get; init; }
}

/// <summary>What the booking says from an instant on; null: as it was.</summary>
/// <param name="AsOf">Version of the shipment.</param>
/// <param name="At">Event time.</param>
/// <param name="HandlingUnits">All of them.</param>
internal sealed record WatchAmendment(long AsOf, Instant At, IReadOnlyList<string>? HandlingUnits, TemperatureBand? Temperature);

/// <param name="Wanted">What is to be watched now; null where that is not told yet, or over since nobody knows when.</param>
internal sealed record ShipmentWatchAmended(string ShipmentId, WatchAmendment Amendment, ShipmentWatchBegan? Wanted);

/// <param name="AsOf">Version of the shipment; 0 in events of before that was kept.</param>
/// <param name="Wanted">What is to be watched up to the end; null where the booking is not told yet, and in events of before that was kept.</param>
internal sealed record ShipmentWatchEnded(
    string ShipmentId, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long AsOf = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OffsetDateTime? At = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ShipmentWatchBegan? Wanted = null);

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
