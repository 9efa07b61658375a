using System.Globalization;
using NodaTime;

namespace Logistics.EventStore.Bench;

/// <summary>About 250 bytes of canonical JSON, names, numbers, an instant and text, as the services' events are.</summary>
internal sealed record ParcelSeen(
    string Carrier, string Condition, string Gateway, decimal Humidity, string Note, string Parcel, string Place, Instant SeenAt, decimal Temperature);

internal sealed record ParcelFile(string Id, int Sightings, string Place, Instant LastSeenAt);

/// <summary>The one-stream projection that is rebuilt and waited for: a document per parcel.</summary>
internal sealed class ParcelFiles : DocumentProjection<ParcelFile>
{
    public override string Name => "ParcelFiles";

    protected override string? IdOf(StoredEvent e) => e.StreamId;

    protected override ParcelFile? Evolve(ParcelFile? doc, StoredEvent e)
    {
        var seen = (ParcelSeen)e.Data;
        return new(e.StreamId, (doc?.Sightings ?? 0) + 1, seen.Place, seen.SeenAt);
    }
}

internal static class Parcels
{
    internal const string EventType = "parcel-seen.v1";
    internal const string StreamType = "parcel";
    internal const int EventsPerStream = 4;

    private static readonly string[] Places = ["dock 1 of Dortmund hub", "sorter 4 of Dortmund hub", "gate 12 in Hagen yard", "ramp 3 of Unna depot"];

    /// <summary>As the hub makes them: they grow with time.</summary>
    internal static string NewId() => "parcel-" + Guid.CreateVersion7().ToString("N");

    internal static ParcelSeen Seen(string parcel, long n) => new(
        "carrier-" + (n % 17).ToString("000", CultureInfo.InvariantCulture), n % 5 == 0 ? "damaged corner" : "in good order",
        "gw-" + (n % 211).ToString("0000", CultureInfo.InvariantCulture), 40 + (n % 200 / 10m), "seen while moving", parcel,
        Places[n % Places.Length], Instant.FromUnixTimeMilliseconds(1_780_000_000_000 + n), 4 + (n % 60 / 10m));

    /// <summary>The same event in the form that is hashed, written without a serializer: ten million of them are wanted.</summary>
    internal static string CanonicalJson(string parcel, long n)
    {
        var seen = Seen(parcel, n);
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"carrier":"{{seen.Carrier}}","condition":"{{seen.Condition}}","gateway":"{{seen.Gateway}}","humidity":{{seen.Humidity:0.#}},"note":"{{seen.Note}}","parcel":"{{parcel}}","place":"{{seen.Place}}","seenAt":"{{seen.SeenAt:uuuu-MM-dd'T'HH:mm:ss.ffffff'Z'}}","temperature":{{seen.Temperature:0.#}}}""");
    }

    internal static StreamAppend NewStream(long n, int events)
    {
        var id = NewId();
        var seen = new object[events];
        for (var i = 0; i < events; i++) seen[i] = Seen(id, n + i);
        return new StreamAppend(id, StreamType, 0, seen);
    }
}
