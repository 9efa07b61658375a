using System.Text.Json.Serialization;
using Logistics.Tags.Condition;
using Logistics.Tags.Journal;
using Logistics.Tags.Presence;
using Logistics.Tags.Tags;
using NodaTime;

namespace Logistics.Tags.Watching;

/// <summary>The latest read of a tag.</summary>
/// <param name="SeenBy">The gateway's owner.</param>
internal sealed record LastRead(Instant At, int OffsetMinutes, string? ReadPointId, string SeenBy)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? GatewayId { get; init; }
}

/// <summary>
/// What the watch knows of a registered tag. An episode begins at its registration, at each attachment and at each detachment, and
/// holds the reads whose event time lies in it, whenever they came: so reads that were journaled before the attachment was told are
/// taken up, and what a tag did before it was on a unit is not told of the unit.
/// </summary>
/// <param name="From">Begin of the episode; null from the first read on.</param>
internal sealed record TagWatch(
    string TagId, TagKind Kind, string Owner, string? HandlingUnitId, Instant? From, bool Sighted, Track Track, LastRead? Last, GeoPoint? Position,
    int? Battery, bool Silent, IReadOnlyList<ConditionWatch> Conditions)
{
    /// <summary>Of a tag that tells its own positions, where there are fences.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LastFix? Fix { get; init; }

    /// <summary>Units it was on before, that somebody wanted watched, the latest last; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FormerUnit>? Former { get; init; }

    /// <summary>Of its battery; null where no read of the episode told it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SpellWatch? Charge { get; init; }

    internal static TagWatch Of(string tagId, TagKind kind, string owner) => new(tagId, kind, owner, null, null, false, Track.Empty, null, null, null, false, []);

    /// <summary>Reports by itself, so that its silence means something.</summary>
    internal bool SelfReporting => Kind is TagKind.Gnss or TagKind.LoRaWan;

    /// <summary>The read after which its gateway's going on without it would be a departure.</summary>
    internal Sighting? Awaited => Track.Present is { AbsenceTells: true } present ? present.Last : null;

    /// <summary>Attached, due to report, and not heard since; a tag that was just taken from the shelf has its time first.</summary>
    internal bool IsQuiet(Instant since)
        => this is { SelfReporting: true, Silent: false, HandlingUnitId: not null, Last: { } last } && last.At <= since && (From ?? Instant.MinValue) <= since;

    /// <summary>The shipment that wants its conditions watched.</summary>
    internal string? ShipmentId => Conditions.LastOrDefault(c => c.GoesOn)?.ShipmentId;

    /// <summary>Shipments of units it was on before.</summary>
    internal IEnumerable<string> FormerShipments => (Former ?? []).SelectMany(f => f.Conditions).Select(c => c.ShipmentId).Distinct();

    /// <summary>The next episode, before any of its reads.</summary>
    internal TagWatch Begin(string? handlingUnitId, Instant from)
        => this with { HandlingUnitId = handlingUnitId, From = from, Sighted = false, Track = Track.Empty, Silent = false, Conditions = [], Fix = null, Charge = null };
}
