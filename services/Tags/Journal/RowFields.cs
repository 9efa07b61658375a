namespace Logistics.Tags.Journal;

/// <summary>
/// A usable read's values, checked and canonical, on their way into a journal row. Texts are UTF-8; an empty one is null in the row.
/// </summary>
internal ref struct RowFields
{
    /// <summary>0 where the gateway does not number.</summary>
    internal long Sequence;

    internal ReadOnlySpan<byte> EventId;
    internal ReadOnlySpan<byte> Tag;

    /// <summary>Microseconds since 1970.</summary>
    internal long EventMicros;

    internal int OffsetMinutes;

    /// <summary>Empty: the gateway's own.</summary>
    internal ReadOnlySpan<byte> ReadPoint;

    internal int Antenna;
    internal double RssiDbm;
    internal bool HasPosition;
    internal double Latitude;
    internal double Longitude;

    /// <summary>Null where unknown.</summary>
    internal int? BatteryPercent;

    /// <summary>A JSON array; empty where there are none.</summary>
    internal ReadOnlySpan<byte> Sensors;

    /// <summary>Kept only of reads without a sequence: they are known again by it.</summary>
    internal ReadOnlySpan<byte> Hash;
}
