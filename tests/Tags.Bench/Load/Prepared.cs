using System.Globalization;
using System.Text;
using Google.Protobuf;
using Logistics.Tags.Bench.Hub;
using Logistics.Tags.V1;

namespace Logistics.Tags.Bench.Load;

/// <summary>A gateway's batches of one measure, made beforehand: what is measured is the hub, not who makes the load.</summary>
internal sealed record Prepared(BenchGateway Gateway, string Epoch, IReadOnlyList<byte[]> Batches, int ReadsPerBatch)
{
    internal long Reads => (long)Batches.Count * ReadsPerBatch;
}

internal static class Preparation
{
    /// <summary>Every gateway's share of the reads, as messages of the gRPC door or as JSON.</summary>
    internal static async Task<IReadOnlyList<Prepared>> Of(BenchHub hub, int reads, int readsPerBatch, bool json, int seed = 1)
    {
        var began = TimeProvider.System.GetUtcNow();
        var prepared = new List<Prepared>();
        foreach (var (gateway, n) in hub.Devices.Select((gateway, n) => (gateway, n)))
        {
            var opened = await hub.GatewaySetup.OpenEpochAsync(new(), BenchHub.Bearer(gateway.Key));
            var random = new Random((seed * 1000) + n);
            var batches = new List<byte[]>();
            for (var b = 0; b < reads / hub.Devices.Count / readsPerBatch; b++)
            {
                var batch = Batch(opened.Epoch, b, readsPerBatch, began, random);
                batches.Add(json ? Encoding.UTF8.GetBytes(Json(batch)) : batch.ToByteArray());
            }

            prepared.Add(new(gateway, opened.Epoch, batches, readsPerBatch));
        }

        return prepared;
    }

    /// <summary>A portal's reads: a tag, an antenna, a signal, every hundredth with a temperature.</summary>
    internal static ReadBatch Batch(string epoch, int number, int reads, DateTimeOffset began, Random random)
    {
        var batch = new ReadBatch { Epoch = epoch, BatchId = number.ToString(CultureInfo.InvariantCulture) };
        for (var i = 0; i < reads; i++)
        {
            var sequence = ((long)number * reads) + i + 1;
            var at = began.AddMicroseconds(sequence * 50);
            var read = new Read
            {
                Sequence = (ulong)sequence,
                TagId = BenchTags.Urn(random.Next(BenchTags.All)),
                EventTime = new() { Instant = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(at), UtcOffsetMinutes = 60 },
                Antenna = random.Next(1, 5),
                RssiDbm = -30 - random.Next(50),
            };
            if (random.Next(100) == 0) read.Sensors.Add(new SensorValue { Type = "temperature", Unit = "CEL", Value = random.Next(20, 70) / 10.0 });
            batch.Reads.Add(read);
        }

        return batch;
    }

    private static string Json(ReadBatch batch)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $$"""{"epoch":"{{batch.Epoch}}","batchId":"{{batch.BatchId}}","reads":[""");
        foreach (var read in batch.Reads)
        {
            if (read != batch.Reads[0]) text.Append(',');
            var at = read.EventTime.Instant.ToDateTimeOffset().ToOffset(TimeSpan.FromHours(1)).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $$"""{"sequence":{{read.Sequence}},"tagId":"{{read.TagId}}","eventTime":"{{at}}","antenna":{{read.Antenna}},"rssiDbm":{{read.RssiDbm}}""");
            foreach (var s in read.Sensors) text.Append(CultureInfo.InvariantCulture, $$""","sensors":[{"type":"{{s.Type}}","value":{{s.Value}},"unit":"{{s.Unit}}"}]""");
            text.Append('}');
        }

        return text.Append("]}").ToString();
    }
}
