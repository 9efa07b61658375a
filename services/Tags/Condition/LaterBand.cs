using System.Text.Json.Serialization;
using NodaTime;

namespace Logistics.Tags.Condition;

/// <summary>Why nobody watches a condition any more though it may not be back within its limits.</summary>
internal enum WatchEnd
{
    /// <summary>The shipment's booking was amended: the unit is not part of it any more.</summary>
    UnitWithdrawn,

    /// <summary>Delivered, cancelled or returned.</summary>
    ShipmentClosed,

    /// <summary>The tag was taken off the unit.</summary>
    TagDetached,
}

/// <summary>A band in place of the one before, for measurements from an instant on.</summary>
/// <param name="From">Event time.</param>
internal sealed record LaterBand(Instant From, Band Band)
{
    /// <summary>Why there is none but <see cref="Band.Open"/>: what is outside then is over. Null where it is another band.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WatchEnd? End { get; init; }

    /// <summary>Of the clock that told <see cref="From"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int OffsetMinutes { get; init; }

    internal OffsetDateTime Time => From.WithOffset(Offset.FromSeconds(OffsetMinutes * 60));
}
