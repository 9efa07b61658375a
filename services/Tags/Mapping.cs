using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Logistics.Hosting.Grpc;
using Logistics.Tags.Doors;
using Logistics.Tags.Gateways;
using Logistics.Tags.Journal;
using Logistics.Tags.Quarantine;
using Logistics.Tags.Tags;
using Logistics.Types.V1;
using NodaTime;

namespace Logistics.Tags;

/// <summary>Between the contract's messages and this service's own types.</summary>
internal static class Mapping
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default);

    internal static Journal.ReadBatch Batch(PostingGateway gateway, V1.ReadBatch batch)
    {
        if (batch.Reads.Count > Journal.ReadBatch.MostReads)
            throw Hosting.Grpc.Refusals.Of(Grpc.Core.StatusCode.ResourceExhausted, "too-many-reads", $"A batch has at most {Journal.ReadBatch.MostReads} reads.", "reads");
        var epoch = batch.Epoch.Length == 0 ? null : Check.Id(batch.Epoch, "epoch", 64);
        Check.OptionalText(batch.BatchId, "batch_id", 128);
        var reads = new List<IncomingRead>(batch.Reads.Count);
        foreach (var read in batch.Reads) reads.Add(ReadCheck.Complete(Read(read, reads.Count, epoch)));
        return new(gateway, epoch, batch.BatchId, reads);
    }

    internal static V1.Receipt Receipt(Journal.Receipt receipt)
    {
        var message = new V1.Receipt
        {
            BatchId = receipt.BatchId,
            Epoch = receipt.Epoch ?? "",
            Accepted = receipt.Accepted,
            Repeated = receipt.Repeated,
            UnknownTags = receipt.UnknownTags,
            NextSequence = (ulong)receipt.NextSequence,
            RecordTime = receipt.RecordTime.ToTimestamp(),
        };
        message.Quarantined.AddRange(receipt.Quarantined.Select(q => new V1.QuarantinedRead { Index = q.Index, Sequence = (ulong)q.Sequence, Reason = q.Reason }));
        message.Acknowledged.AddRange(receipt.Acknowledged.Select(s => new V1.SequenceRange { First = (ulong)s.First, Last = (ulong)s.Last }));
        return message;
    }

    internal static TagKind Kind(V1.TagKind kind) => kind switch
    {
        V1.TagKind.Rfid => TagKind.Rfid,
        V1.TagKind.Ble => TagKind.Ble,
        V1.TagKind.Lorawan => TagKind.LoRaWan,
        V1.TagKind.Gnss => TagKind.Gnss,
        _ => throw Check.Invalid("kind", "is missing or unknown."),
    };

    internal static V1.TagKind Kind(string stored) => System.Enum.Parse<TagKind>(stored) switch
    {
        TagKind.Rfid => V1.TagKind.Rfid,
        TagKind.Ble => V1.TagKind.Ble,
        TagKind.LoRaWan => V1.TagKind.Lorawan,
        _ => V1.TagKind.Gnss,
    };

    internal static EventTime? EventTime(Instant? at, int? offsetMinutes)
        => at is { } instant ? new EventTime { Instant = instant.ToTimestamp(), UtcOffsetMinutes = offsetMinutes ?? 0 } : null;

    internal static GeoPosition? Position(double? latitude, double? longitude)
        => latitude is { } lat && longitude is { } lon ? new GeoPosition { Latitude = lat, Longitude = lon } : null;

    internal static readonly IReadOnlyDictionary<string, V1.QuarantineState> QuarantineStates = new Dictionary<string, V1.QuarantineState>
    {
        ["waiting"] = V1.QuarantineState.Waiting,
        ["mended"] = V1.QuarantineState.Mended,
        ["discarded"] = V1.QuarantineState.Discarded,
    };

    internal static QuarantineFilter Filter(V1.ListQuarantineRequest request) => new(
        request.States.Count == 0
            ? ["waiting"]
            : [.. request.States.Select(wanted => QuarantineStates.FirstOrDefault(state => state.Value == wanted).Key ?? throw Check.Invalid("states", "has an unknown state."))],
        request.GatewayId.Length == 0 ? null : Check.Id(request.GatewayId, "gateway_id"),
        request.Reason.Length == 0 ? null : Check.Id(request.Reason, "reason"),
        request.From is { } from ? Check.Timestamp(from, "from") : null,
        request.To is { } to ? Check.Timestamp(to, "to") : null);

    internal static MendedRead Mended(IncomingRead read) => new(
        read.TagId, read.EventTime.WithOffset(Offset.FromSeconds(read.OffsetMinutes * 60)), read.ReadPointId, read.Antenna, read.RssiDbm, read.Position, read.Sensors,
        read.BatteryPercent);

    internal static V1.Read Read(MendedRead mended, string eventId)
    {
        var read = new V1.Read
        {
            EventId = eventId,
            TagId = mended.TagId,
            EventTime = mended.EventTime.ToEventTime(),
            ReadPointId = mended.ReadPointId ?? "",
            Antenna = mended.Antenna,
            RssiDbm = mended.RssiDbm,
            Position = Position(mended.Position?.Latitude, mended.Position?.Longitude),
        };
        read.Sensors.AddRange(mended.Sensors.Select(s => new V1.SensorValue { Type = s.Type, Value = s.Value, Unit = s.Unit }));
        if (mended.BatteryPercent is { } battery) read.BatteryPercent = battery;
        return read;
    }

    internal static Heartbeat Heartbeat(V1.HeartbeatRequest request, Instant received)
    {
        var firmware = Check.OptionalText(request.FirmwareVersion, "firmware_version", Heartbeats.LongestFirmware);
        if (request.UptimeSeconds < 0) throw Check.Invalid("uptime_seconds", "is out of range.");
        if (request.QueueLength < 0) throw Check.Invalid("queue_length", "is out of range.");
        var measured = request.HasClockOffsetSeconds ? Finite(request.ClockOffsetSeconds, "clock_offset_seconds") : (double?)null;
        var device = request.DeviceTime is { } time ? Check.Timestamp(time, "device_time") : (Instant?)null;
        return new(
            firmware.Length == 0 ? null : firmware, request.HasUptimeSeconds ? request.UptimeSeconds : null, request.HasQueueLength ? request.QueueLength : null,
            Heartbeats.OffsetOf(measured, device, received));
    }

    private static IncomingRead Read(V1.Read read, int index, string? epoch)
    {
        // A gateway's clock may run ahead: accepted and flagged.
        var at = Check.EventTime(read.EventTime, $"reads[{index}].event_time", null);
        if (read.Sequence > 1UL << 62) throw Check.Invalid($"reads[{index}].sequence", "is out of range.");
        if (read.Sequence > 0 && epoch is null) throw Check.Invalid($"reads[{index}].sequence", "needs the epoch it is numbered in.", "epoch-missing");
        if (!ReadCheck.IsPlain(read.TagId, 300)) throw Check.Invalid($"reads[{index}].tag_id", "has control characters or is too long.");
        return new()
        {
            Index = index,
            Sequence = (long)read.Sequence,
            EventId = read.EventId.Length == 0 ? null : Check.Id(read.EventId, $"reads[{index}].event_id", 200),
            TagId = read.TagId,
            EventTime = at.ToInstant(),
            OffsetMinutes = at.Offset.Seconds / 60,
            ReadPointId = read.ReadPointId.Length == 0 ? null : Check.Id(read.ReadPointId, $"reads[{index}].read_point_id", 128),
            Antenna = read.Antenna,
            RssiDbm = Finite(read.RssiDbm, $"reads[{index}].rssi_dbm"),
            Position = read.Position is { } p
                ? new(Finite(p.Latitude, $"reads[{index}].position.latitude"), Finite(p.Longitude, $"reads[{index}].position.longitude"))
                : null,
            Sensors = [.. read.Sensors.Select(s => new SensorReading(s.Type, Finite(s.Value, $"reads[{index}].sensors"), s.Unit))],
            BatteryPercent = read.HasBatteryPercent ? read.BatteryPercent : null,
            AsItCame = () => Formatter.Format(read),
        };
    }

    private static double Finite(double value, string field)
        => double.IsFinite(value) ? value + 0.0 : throw Check.Invalid(field, "is no finite number.", "number-unusable");
}
