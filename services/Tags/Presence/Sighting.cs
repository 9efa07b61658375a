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
}

/// <summary>One read of a tag as presence sees it.</summary>
/// <param name="At">
/// Event time, but never later than record time: a clock that runs ahead must not hide what really comes after.
/// </param>
internal sealed record Sighting(Instant At, Place Place, string? HubId, string? ReadPointId, ReadReference Read) : IComparable<Sighting>
{
    internal bool AtHub => Place is Place.Inside or Place.Entry or Place.Exit;

    /// <summary>By event time; reads of one instant by id, so that every order of arrival comes to the same.</summary>
    public int CompareTo(Sighting? other)
    {
        if (other is null) return 1;
        var byTime = At.CompareTo(other.At);
        return byTime != 0 ? byTime : string.CompareOrdinal(Read.Id, other.Read.Id);
    }
}
