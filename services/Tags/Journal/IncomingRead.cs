using NodaTime;

namespace Logistics.Tags.Journal;

/// <summary>A sensor's value.</summary>
/// <param name="Unit">UN/ECE Recommendation 20.</param>
internal sealed record SensorReading(string Type, double Value, string Unit);

/// <summary>WGS 84 degrees.</summary>
internal sealed record GeoPoint(double Latitude, double Longitude);

/// <summary>One observation as a gateway posted it, checked and canonical, on its way into the journal.</summary>
internal sealed record IncomingRead
{
    /// <summary>Index in its batch.</summary>
    internal required int Index { get; init; }

    /// <summary>0 where the gateway does not number.</summary>
    internal long Sequence { get; init; }

    internal string? EventId { get; init; }

    /// <summary>Canonical; as it came where <see cref="Defect"/> says that it is malformed.</summary>
    internal required string TagId { get; init; }

    internal required Instant EventTime { get; init; }

    internal int OffsetMinutes { get; init; }

    /// <summary>Null: the gateway's own.</summary>
    internal string? ReadPointId { get; init; }

    internal int Antenna { get; init; }

    internal double RssiDbm { get; init; }

    internal GeoPoint? Position { get; init; }

    internal IReadOnlyList<SensorReading> Sensors { get; init; } = [];

    internal int? BatteryPercent { get; init; }

    /// <summary>Why its content is unusable; such a read goes to quarantine.</summary>
    internal string? Defect { get; init; }

    /// <summary>SHA-256 of the content: what makes two reads the same.</summary>
    internal byte[] Hash { get; init; } = [];

    /// <summary>The read as it came, JSON; made only for the quarantine.</summary>
    internal required Func<string> AsItCame { get; init; }

    /// <summary>What an unnumbered read is known by.</summary>
    internal string DedupKey => EventId is null ? $"h:{Convert.ToHexStringLower(Hash)}" : $"e:{EventId}";
}
