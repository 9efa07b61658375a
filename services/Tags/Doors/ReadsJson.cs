using NodaTime;

namespace Logistics.Tags.Doors;

/// <summary>Body of <c>POST /v1/reads</c>.</summary>
/// <param name="Epoch">From <c>POST /v1/gateways/me/epochs</c>; may be left out where no read is numbered.</param>
/// <param name="BatchId">Echoed in the receipt.</param>
internal sealed record ReadsJson(IReadOnlyList<ReadJson> Reads, string? Epoch = null, string? BatchId = null);

/// <param name="Sequence">1, 2, 3, ...; 0 or left out: not numbered.</param>
/// <param name="TagId">EPC as URN or hex, or a device id.</param>
/// <param name="EventTime">RFC 3339 with its offset.</param>
/// <param name="RssiDbm">Decibel milliwatts.</param>
internal sealed record ReadJson(
    string TagId, OffsetDateTime EventTime, long Sequence = 0, string? EventId = null, string? ReadPointId = null, int Antenna = 0, double RssiDbm = 0,
    PositionJson? Position = null, IReadOnlyList<SensorJson>? Sensors = null, int? BatteryPercent = null);

/// <summary>WGS 84 degrees.</summary>
internal sealed record PositionJson(double Latitude, double Longitude);

/// <param name="Unit">UN/ECE Recommendation 20: CEL, P1.</param>
internal sealed record SensorJson(string Type, double Value, string Unit);

/// <summary>Answer: what is committed.</summary>
/// <param name="Accepted">Journaled now.</param>
/// <param name="Repeated">Journaled before.</param>
/// <param name="Acknowledged">All sequences of the epoch that are safe.</param>
internal sealed record ReceiptJson(
    string BatchId, string? Epoch, int Accepted, int Repeated, IReadOnlyList<QuarantinedJson> Quarantined, int UnknownTags,
    IReadOnlyList<RangeJson> Acknowledged, long NextSequence, Instant RecordTime);

/// <param name="Index">In the batch.</param>
internal sealed record QuarantinedJson(int Index, long Sequence, string Reason);

/// <summary>Both included.</summary>
internal sealed record RangeJson(long First, long Last);

internal sealed record OpenEpochJson(string? ClientNonce = null);

internal sealed record OpenedEpochJson(string Epoch, Instant HubTime, long NextSequence);

/// <summary>Answer over MQTT where nothing of a batch was stored.</summary>
internal sealed record RefusedJson(string Reason, string Detail);
