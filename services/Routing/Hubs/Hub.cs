using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Logistics.EventStore;

namespace Logistics.Routing.Hubs;

internal sealed record HubRegistered(string HubId, HubDetails Details);

internal sealed record HubRevised(string HubId, HubDetails Details);

/// <param name="Zone">IANA.</param>
/// <param name="TransferMinutes">At least so long between an arriving and a departing run.</param>
internal sealed record HubDetails(string Name, double Latitude, double Longitude, string Zone, int TransferMinutes)
{
    /// <summary>Local; outside them nothing is taken in or given out. Null or empty: always open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OpeningHours>? OpeningHours { get; init; }

    /// <summary>Goods that begin here must be here so long before their first departure.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? CutOffMinutes { get; init; }

    /// <summary>Goods that end here can be had so long after their arrival.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? HandlingMinutes { get; init; }

    /// <summary>refrigerated, dangerous-goods: what it can hold between two runs. Null: it is not said, and everything is tried.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Capabilities { get; init; }

    internal bool SameAs(HubDetails other) => EventJson.Serialize(this) == EventJson.Serialize(other);

    internal bool Can(string capability) => Capabilities?.Contains(capability) ?? true;
}

internal static class HubCapabilities
{
    internal const string Refrigerated = "refrigerated";
    internal const string DangerousGoods = "dangerous-goods";

    internal static readonly IReadOnlyList<string> All = [Refrigerated, DangerousGoods];
}

/// <summary>Also says that it is open again, with the time it closed from: a closure of no length.</summary>
internal sealed record HubClosed(string HubId, Closure Closure);

/// <summary>
/// A place where goods change runs. Registered once, then revised as often as its particulars change, closed for a while when
/// something happens; never removed, because itineraries of the past name it.
/// </summary>
internal sealed record Hub(string Id, HubDetails? Details, ImmutableList<Closure> Closures)
{
    internal static readonly Hub None = new("", null, []);

    internal static Hub Evolve(Hub hub, object e) => e switch
    {
        HubRegistered registered => hub with { Id = registered.HubId, Details = registered.Details },
        HubRevised revised => hub with { Details = revised.Details },
        HubClosed closed => hub with { Closures = With(hub.Closures, closed.Closure) },
        _ => throw new ArgumentException($"A hub has no event {e.GetType().Name}.", nameof(e)),
    };

    /// <summary>Said anew for the same beginning, it replaces what was said.</summary>
    internal static ImmutableList<Closure> With(ImmutableList<Closure> closures, Closure closure)
    {
        var others = closures.RemoveAll(earlier => earlier.From == closure.From);
        return closure.To > closure.From ? others.Add(closure) : others;
    }
}
