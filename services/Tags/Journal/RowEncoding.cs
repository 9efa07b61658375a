using System.Text;
using System.Text.Json;
using Logistics.EventStore;

namespace Logistics.Tags.Journal;

/// <summary>Rows of reads that were looked at one by one.</summary>
internal static class RowEncoding
{
    internal static JournalRows Of(ReadBatch batch, IEnumerable<IncomingRead> reads)
    {
        var rows = new JournalRows(batch.Gateway, batch.Epoch, batch.Reads.Count);
        foreach (var read in reads) rows.Add(Fields(read));
        return rows;
    }

    private static RowFields Fields(IncomingRead read) => new()
    {
        Sequence = read.Sequence,
        EventId = Bytes(read.EventId),
        Tag = Bytes(read.TagId),
        EventMicros = read.EventTime.ToUnixTimeTicks() / 10,
        OffsetMinutes = read.OffsetMinutes,
        ReadPoint = Bytes(read.ReadPointId),
        Antenna = read.Antenna,
        RssiDbm = read.RssiDbm,
        HasPosition = read.Position is not null,
        Latitude = read.Position?.Latitude ?? 0,
        Longitude = read.Position?.Longitude ?? 0,
        BatteryPercent = read.BatteryPercent,
        Sensors = read.Sensors.Count == 0 ? default : JsonSerializer.SerializeToUtf8Bytes(read.Sensors, EventJson.Options),
        Hash = read.Sequence > 0 ? default : read.Hash,
    };

    private static ReadOnlySpan<byte> Bytes(string? text) => text is null ? default : Encoding.UTF8.GetBytes(text);
}
