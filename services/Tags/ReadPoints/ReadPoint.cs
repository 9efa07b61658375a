using Logistics.EventStore;
using Logistics.Tags.Journal;

namespace Logistics.Tags.ReadPoints;

/// <summary>Registered, or registered again with another content, which replaces the first.</summary>
/// <param name="HubId">Null for a mobile one.</param>
/// <param name="Kind">yard, dock-in, dock-out, gate-in, gate-out, vehicle, shelf.</param>
internal sealed record ReadPointRegistered(string ReadPointId, string? HubId, string Kind, GeoPoint? Position, string Owner);

/// <summary>Where reads happen; its kind says what a sighting there means. Its owner may move or rename it by registering it again.</summary>
internal sealed record ReadPoint(ReadPointRegistered? Registered)
{
    internal static readonly ReadPoint Initial = new((ReadPointRegistered?)null);

    internal static readonly StreamType<ReadPoint> Stream = new("read-point", Initial, Evolve);

    internal static readonly IReadOnlyList<string> Kinds = ["yard", "dock-in", "dock-out", "gate-in", "gate-out", "vehicle", "shelf"];

    internal static Decision Register(ReadPoint point, ReadPointRegistered wanted) => point.Registered switch
    {
        null => Decision.Accept(wanted),
        { Owner: var owner } when owner != wanted.Owner => Decision.Refuse(Refusals.ReadPointInUse, "The read point belongs to another organisation."),
        var same when same == wanted => Decision.Nothing,
        _ => Decision.Accept(wanted),
    };

    private static ReadPoint Evolve(ReadPoint point, object e) => e switch
    {
        ReadPointRegistered registered => new(registered),
        _ => throw new ArgumentException($"A read point does not know {e.GetType().Name}.", nameof(e)),
    };
}
