using System.Text.Json.Serialization;
using NodaTime;

namespace Logistics.Tags.Presence;

/// <summary>What a read says about where its tag is.</summary>
internal enum Place
{
    /// <summary>Nothing: no place known for it.</summary>
    Unknown,

    /// <summary>At a hub, inside.</summary>
    Inside,

    /// <summary>At a hub, at an entry: gate-in, dock-in.</summary>
    Entry,

    /// <summary>At a hub, on its way out: gate-out, dock-out.</summary>
    Exit,

    /// <summary>Between hubs: seen by a vehicle, or by its own position.</summary>
    Between,

    /// <summary>In a hub's fence, by its own position.</summary>
    Fenced,

    /// <summary>Just outside a hub's fence: still there if it was, else between hubs.</summary>
    Near,
}

/// <summary>One read of a tag as presence sees it.</summary>
/// <param name="At">
/// Event time, but never later than record time: a clock that runs ahead must not hide what really comes after.
/// </param>
internal sealed record Sighting(Instant At, Place Place, string? HubId, string? ReadPointId, ReadReference Read) : IComparable<Sighting>
{
    /// <summary>Not null where nothing was read then: the fix before <see cref="Read"/>, between which and it the tag passed here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReadReference? Before { get; init; }

    internal bool IsInterpolated => Before is not null;

    internal bool AtHub => Place is Place.Inside or Place.Entry or Place.Exit or Place.Fenced;

    /// <summary>When it was there, as it is told.</summary>
    internal OffsetDateTime Time => (IsInterpolated ? At : Read.EventTime).WithOffset(Offset.FromSeconds(Read.OffsetMinutes * 60));

    /// <summary>What it rests on, the deciding one first.</summary>
    internal IReadOnlyList<ReadReference> Reads => Before is null ? [Read] : [Read, Before];

    /// <summary>By event time; reads of one instant by id, so that every order of arrival comes to the same.</summary>
    public int CompareTo(Sighting? other)
    {
        if (other is null) return 1;
        var byTime = At.CompareTo(other.At);
        return byTime != 0 ? byTime : string.CompareOrdinal(Read.Id, other.Read.Id);
    }
}
