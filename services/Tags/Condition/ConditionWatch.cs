using System.Text.Json.Serialization;
using NodaTime;

namespace Logistics.Tags.Condition;

/// <summary>
/// The spells of a handling unit outside of what one shipment allows, by one tag's measurements. Begins when both the attachment and the
/// booking are known; is over for what is measured after the unit or the tag has left, or the shipment is closed, and goes on judging
/// what comes late of the time before.
/// </summary>
internal sealed record ConditionWatch(string ShipmentId, string Kind, Band Band, IReadOnlyList<Spell> Spells, Measurement? Latest) : SpellWatch(Band, Spells, Latest)
{
    /// <summary>Excursions that were told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Numbered { get; init; }

    /// <summary>Its shipment was closed before ends had their time: it takes nothing up until the shipment is reopened.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Paused { get; init; }

    /// <summary>The unit was another shipment's until then; null where it was none's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? Since { get; init; }

    /// <summary>Nothing has ended it, as far as is known.</summary>
    internal bool GoesOn => !Paused && Later is not [.., { End: not null }];

    internal static ConditionWatch Of(string shipmentId, ConditionLimits limits) => new(shipmentId, limits.Kind, limits.Band, [], null);

    /// <inheritdoc cref="SpellWatch.See"/>
    internal new ConditionWatch See(IEnumerable<Measurement> news, Func<Instant, IEnumerable<Measurement>> history) => (ConditionWatch)base.See(news, history);

    /// <inheritdoc cref="SpellWatch.Amend"/>
    internal new ConditionWatch Amend(Band band, IReadOnlyList<LaterBand>? later, Func<Instant, IEnumerable<Measurement>> history)
        => (ConditionWatch)base.Amend(band, later, history);
}
