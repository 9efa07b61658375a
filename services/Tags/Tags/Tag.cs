using System.Text.Json.Serialization;
using Logistics.EventStore;
using Logistics.Tags.Presence;
using NodaTime;

namespace Logistics.Tags.Tags;

internal enum TagKind
{
    Rfid,
    Ble,
    LoRaWan,
    Gnss,
}

/// <param name="TagId">Canonical.</param>
/// <param name="Owner">Organisation.</param>
internal sealed record TagRegistered(string TagId, TagKind Kind, string Owner);

/// <param name="HandlingUnitId">SSCC.</param>
/// <param name="At">Event time: reads from here on speak for the unit.</param>
internal sealed record TagAttached(string HandlingUnitId, OffsetDateTime At);

internal sealed record TagDetached(string HandlingUnitId, OffsetDateTime At);

/// <summary>Out of service: a lost or worn label. Its owner may register it again.</summary>
internal sealed record TagRetired(OffsetDateTime At);

/// <summary>First read of an episode: since its registration, attachment or detachment.</summary>
internal sealed record TagSighted(string? HandlingUnitId, string? HubId, string? ReadPointId, OffsetDateTime At);

/// <param name="Mends">History, told by a late read; the tag is elsewhere by now.</param>
/// <param name="Interpolated">At its way into a fence between two fixes, which are the evidence.</param>
internal sealed record TagArrived(
    string? HandlingUnitId, string HubId, string? ReadPointId, OffsetDateTime At, bool Mends, IReadOnlyList<ReadReference> Evidence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Interpolated = false);

internal sealed record TagDeparted(
    string? HandlingUnitId, string HubId, string? ReadPointId, OffsetDateTime At, DepartureCause Cause, bool Mends, IReadOnlyList<ReadReference> Evidence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Interpolated = false);

/// <summary>Late reads moved the times of a visit that was told before, or brought it back.</summary>
/// <param name="Was">As it was told last; null in events of before that was kept.</param>
internal sealed record VisitAmended(string? HandlingUnitId, string HubId, string? ReadPointId, VisitTimes? Was, VisitTimes Now);

/// <summary>Late reads showed that a visit that was told never was as such.</summary>
/// <param name="Was">As it was told last; null in events of before that was kept.</param>
internal sealed record VisitWithdrawn(string? HandlingUnitId, string HubId, VisitTimes? Was);

/// <param name="SilentGatewayId">The gateway that read it last, where that has read nothing since either.</param>
internal sealed record TagFellSilent(
    string? HandlingUnitId, OffsetDateTime LastReadAt, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SilentGatewayId = null);

internal sealed record TagHeardAgain(string? HandlingUnitId, OffsetDateTime At);

/// <summary>Its battery is below the hub's level; again when it is lower still, or when late reads move its beginning.</summary>
/// <param name="Since">First value below.</param>
/// <param name="Percent">Lowest value since.</param>
internal sealed record BatteryFellLow(string? HandlingUnitId, OffsetDateTime Since, int Percent);

/// <summary>Charged or replaced: clearly above the level.</summary>
internal sealed record BatteryRecovered(string? HandlingUnitId, OffsetDateTime At, int Percent);

/// <summary>
/// A tag is registered once by its owner, then attached to a handling unit and detached again, over and over, until it is retired.
/// It stays its owner's then: who read it and where is nobody else's business. What reads say about it
/// (sighted, arrived, departed, silent, excursions) is recorded here by the watch and decides nothing here.
/// </summary>
/// <param name="Owner">Null until it is registered.</param>
/// <param name="FreeFrom">End of the last attachment.</param>
internal sealed record Tag(string? TagId, TagKind Kind, string? Owner, string? HandlingUnitId, OffsetDateTime? AttachedAt, Instant FreeFrom, bool Retired)
{
    internal static readonly Tag Initial = new(null, TagKind.Rfid, null, null, null, Instant.MinValue, false);

    internal static readonly StreamType<Tag> Stream = new("tag", Initial, Evolve);

    private static Tag Evolve(Tag tag, object e) => e switch
    {
        TagRegistered registered => tag with { TagId = registered.TagId, Kind = registered.Kind, Owner = registered.Owner, Retired = false },
        TagRetired => tag with { Retired = true },
        TagAttached attached => tag with { HandlingUnitId = attached.HandlingUnitId, AttachedAt = attached.At },
        TagDetached detached => tag with { HandlingUnitId = null, AttachedAt = null, FreeFrom = detached.At.ToInstant() },
        TagSighted or TagArrived or TagDeparted or VisitAmended or VisitWithdrawn => tag,
        TagFellSilent or TagHeardAgain or BatteryFellLow or BatteryRecovered => tag,
        ExcursionStarted or ExcursionEnded or ExcursionAmended or ExcursionWithdrawn => tag,
        _ => throw new ArgumentException($"A tag does not know {e.GetType().Name}.", nameof(e)),
    };
}
