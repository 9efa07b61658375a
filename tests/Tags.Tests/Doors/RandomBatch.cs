using Google.Protobuf;
using Logistics.Tags.Journal;
using Logistics.Tags.V1;
using ReadBatch = Logistics.Tags.V1.ReadBatch;

namespace Logistics.Tags.Tests.Doors;

/// <summary>Batches as gateways make them, mostly good ones, from a seed.</summary>
internal sealed class RandomBatch(int seed)
{
    internal static readonly PostingGateway Gateway = new("gw-1", "org-hub", "rp-1");

    private static readonly string[] Tags =
    [
        "urn:epc:id:sscc:4012345.0123456789", "00340123450000000018", "device:tracker-7", "tracker-8", "3034257BF7194E4000001A85", "urn:epc:id:sgtin:0614141.812345.6789",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A directory as it is after the gateway's first batch.</summary>
    internal static KnownReadPoints Points()
    {
        var points = new KnownReadPoints();
        points.Told("rp-1", "org-hub");
        points.Told("rp-2", "org-hub");
        points.Told("rp-theirs", "org-rival");
        return points;
    }

    internal ReadBatch Message(bool spoiled)
    {
        var batch = new ReadBatch { Epoch = "ep-1", BatchId = _random.Next(4) == 0 ? "" : $"b-{_random.Next(1000)}" };
        var first = (ulong)_random.Next(1, 1_000_000);
        var count = _random.Next(1, 20);
        for (var i = 0; i < count; i++) batch.Reads.Add(Read(first + (ulong)i));
        if (spoiled) Spoil(batch, batch.Reads[_random.Next(count)]);
        return batch;
    }

    /// <summary>The message's bytes, one of them changed or some cut off.</summary>
    internal byte[] Garbled()
    {
        var bytes = Message(spoiled: false).ToByteArray();
        if (_random.Next(3) == 0) return bytes[.._random.Next(bytes.Length)];
        bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        return bytes;
    }

    private Read Read(ulong sequence)
    {
        var read = new Read
        {
            Sequence = sequence,
            TagId = Tags[_random.Next(Tags.Length)],
            EventTime = new()
            {
                Instant = new() { Seconds = _random.Next(1_700_000_000, 1_900_000_000), Nanos = _random.Next(3) == 0 ? 0 : _random.Next(1_000_000_000) },
                UtcOffsetMinutes = _random.Next(-56, 57) * 15,
            },
            Antenna = _random.Next(5),
            RssiDbm = _random.Next(3) == 0 ? 0 : -_random.NextDouble() * 90,
        };
        if (_random.Next(4) == 0) read.EventId = $"e-{sequence}";
        if (_random.Next(2) == 0) read.ReadPointId = "rp-2";
        if (_random.Next(4) == 0) read.Position = new() { Latitude = (_random.NextDouble() * 180) - 90, Longitude = _random.Next(-180, 181) };
        if (_random.Next(4) == 0) read.BatteryPercent = _random.Next(101);
        for (var i = _random.Next(3); i > 0; i--) read.Sensors.Add(Sensor());
        return read;
    }

    private SensorValue Sensor() => _random.Next(3) switch
    {
        0 => new() { Type = "temperature", Unit = "CEL", Value = (_random.NextDouble() * 60) - 25 },
        1 => new() { Type = "humidity", Unit = "P1", Value = _random.Next(101) },
        _ => new() { Type = "light", Unit = "LUX", Value = _random.NextDouble() * Math.Pow(10, _random.Next(-12, 20)) },
    };

    private void Spoil(ReadBatch batch, Read read)
    {
        Action[] ways =
        [
            () => read.TagId = "3034257BF7194E4000001AZZ", () => read.TagId = "", () => read.ReadPointId = "rp-theirs", () => read.ReadPointId = "rp nowhere",
            () => read.RssiDbm = 4000, () => read.RssiDbm = double.NaN, () => read.Antenna = -1, () => read.BatteryPercent = 101, () => read.Sequence += 5,
            () => read.Sequence = 0, () => read.EventTime = null, () => read.EventTime.UtcOffsetMinutes = 900, () => read.EventTime.Instant.Nanos = -1,
            () => read.EventTime.Instant.Seconds = long.MaxValue, () => read.Position = new() { Latitude = 91 }, () => batch.Epoch = "", () => batch.Epoch = "e e",
            () => read.Sensors.Add(new SensorValue { Type = "temperature", Unit = "P1", Value = 3 }), () => read.EventId = "a b", () => read.TagId = "a\u001bb",
            () => read.Sensors.Add(new SensorValue { Type = "shock", Unit = "MSK", Value = 3 }), () => batch.BatchId = " b ", () => read.TagId = "a\ufffd",
        ];
        ways[_random.Next(ways.Length)]();
    }
}
