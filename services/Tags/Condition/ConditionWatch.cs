using System.Text.Json.Serialization;
using NodaTime;

namespace Logistics.Tags.Condition;

/// <summary>
/// The spells of a handling unit outside one of its shipment's bands, by one tag's measurements. Begins when both the attachment and the
/// booking are known, ends when the shipment is closed or the tag detached.
/// </summary>
internal sealed record ConditionWatch(string ShipmentId, string Kind, Band Band, IReadOnlyList<Spell> Spells, Measurement? Latest) : SpellWatch(Band, Spells, Latest)
{
    /// <summary>Excursions that were told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Numbered { get; init; }

    /// <summary>Its shipment is closed. What was told is kept: it may be reopened.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Paused { get; init; }

    internal static ConditionWatch Of(string shipmentId, ConditionLimits limits) => new(shipmentId, limits.Kind, limits.Band, [], null);

    /// <inheritdoc cref="SpellWatch.See"/>
    internal new ConditionWatch See(IEnumerable<Measurement> news, Func<Instant, IEnumerable<Measurement>> history) => (ConditionWatch)base.See(news, history);
}
