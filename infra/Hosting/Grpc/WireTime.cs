using Google.Protobuf.WellKnownTypes;
using Logistics.Types.V1;
using NodaTime;

namespace Logistics.Hosting.Grpc;

/// <summary>NodaTime to the contract's types.</summary>
public static class WireTime
{
    /// <summary>An instant; microseconds.</summary>
    public static Timestamp ToTimestamp(this Instant instant)
    {
        var seconds = instant.ToUnixTimeSeconds();
        return new() { Seconds = seconds, Nanos = (int)(instant - Instant.FromUnixTimeSeconds(seconds)).TotalNanoseconds };
    }

    /// <summary>An event time with its offset.</summary>
    public static EventTime ToEventTime(this OffsetDateTime time) =>
        new() { Instant = time.ToInstant().ToTimestamp(), UtcOffsetMinutes = time.Offset.Seconds / 60 };

    /// <summary>An instant of the contract; assumed to be in range.</summary>
    public static Instant ToInstant(this Timestamp timestamp) => Instant.FromUnixTimeSeconds(timestamp.Seconds).PlusNanoseconds(timestamp.Nanos);

    /// <summary>Cut to microseconds, which is what the database keeps: so that what is answered equals what is stored.</summary>
    public static Instant ToMicroseconds(this Instant instant)
    {
        var ticks = instant.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks - (((ticks % 10) + 10) % 10));
    }
}
