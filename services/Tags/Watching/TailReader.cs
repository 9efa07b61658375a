using System.Text.Json;
using Logistics.EventStore;
using Logistics.Tags.Journal;
using Logistics.Tags.Presence;
using NodaTime;

namespace Logistics.Tags.Watching;

/// <summary>Reads of the journal's tail, the same as the database gives them.</summary>
internal static class TailReader
{
    /// <returns>How far it came; null where the tail does not have it.</returns>
    internal static long? Read(JournalTail tail, JournalPage page, int writer, (long After, long UpTo) positions, int most, RegisteredTags wanted)
    {
        var parts = tail.Find(writer, positions.After, positions.UpTo);
        try
        {
            var (reached, texts) = ((long?)null, new Texts());
            for (var n = 0; n < parts.Count && (n == 0 || parts[n].Last - positions.After <= most); n++)
            {
                Read(page, parts[n].Rows, wanted, texts);
                reached = parts[n].Last;
            }

            return reached;
        }
        finally
        {
            foreach (var part in parts) part.Dispose();
        }
    }

    internal static JournaledRead Of(in JournalRow row, Texts texts)
    {
        var rest = row.ReadRest();
        return new(
            row.Writer, row.Position, row.RecordTime, texts.Gateway.Of(row.Gateway)!, texts.Owner.Of(row.Owner)!, texts.Epoch.Of(row.Epoch), row.Sequence,
            JournalRow.TextOf(row.Tag)!, row.EventTime, row.OffsetMinutes, rest.ReadPointId, row.Antenna, row.RssiDbm,
            rest is { Latitude: { } latitude, Longitude: { } longitude } ? new GeoPoint(latitude, longitude) : null, rest.Battery,
            rest.Sensors is null ? [] : JsonSerializer.Deserialize<SensorReading[]>(rest.Sensors, EventJson.Options)!, rest.Hash, rest.EventId, row.Flags);
    }

    private static void Read(JournalPage page, JournalRows rows, RegisteredTags wanted, Texts texts)
    {
        var latest = (Gateway: "", Minute: 0L);
        for (var n = 0; n < rows.Count; n++)
        {
            var row = rows.Row(n);
            var seen = (Gateway: texts.Gateway.Of(row.Gateway)!, Minute: GatewayActivity.MinuteOf(Instant.Min(row.EventTime, row.RecordTime)));
            if (seen != latest) page.Minutes.Add(latest = seen);
            if (wanted.MayHave(row.Tag)) page.Reads.Add(Of(row, texts));
        }

        page.Count += rows.Count;
    }

    /// <summary>What is the same in most rows one after the other, made once.</summary>
    internal sealed class Texts
    {
        internal LastText Gateway { get; } = new();

        internal LastText Owner { get; } = new();

        internal LastText Epoch { get; } = new();
    }

    internal sealed class LastText
    {
        private byte[] _bytes = [];
        private string? _text;

        internal string? Of(ReadOnlySpan<byte> bytes)
        {
            if (bytes.SequenceEqual(_bytes)) return _text;
            _bytes = bytes.ToArray();
            return _text = JournalRow.TextOf(bytes);
        }
    }
}
