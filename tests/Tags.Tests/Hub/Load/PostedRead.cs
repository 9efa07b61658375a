using Logistics.Tags.Tests.Server;
using Logistics.Tags.V1;
using NodaTime;

namespace Logistics.Tags.Tests.Hub.Load;

/// <summary>A read as its gateway has it, in the form of every door.</summary>
/// <param name="Sequence">From 1; 0 where the gateway does not number.</param>
/// <param name="ReadPointId">Null: the gateway's own.</param>
internal sealed record PostedRead(long Sequence, string TagId, Instant At, string? ReadPointId = null, double? Celsius = null)
{
    internal object Json => RunningTags.Read(Sequence, TagId, At, readPoint: ReadPointId, celsius: Celsius);

    internal Read Proto
    {
        get
        {
            var read = new Read
            {
                Sequence = (ulong)Sequence,
                TagId = TagId,
                EventTime = RunningTags.Event(At),
                ReadPointId = ReadPointId ?? "",
                Antenna = 1,
                RssiDbm = -60,
            };
            if (Celsius is { } value) read.Sensors.Add(new SensorValue { Type = "temperature", Value = value, Unit = "CEL" });
            return read;
        }
    }
}
