using FluentAssertions;
using Grpc.Core;
using Logistics.Tags.V1;
using NodaTime;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Posting_by_grpc(RunningTags tags)
{
    private static readonly Instant At = Now - Duration.FromHours(1);

    [Fact]
    public async Task A_batch_is_answered_by_its_receipt_and_known_again()
    {
        var (headers, epoch) = await Gateway("gw-unary");
        var batch = Batch(epoch, "b-1", 1, 3);

        var first = await tags.Reads.PostReadsAsync(batch, headers);
        var again = await tags.Reads.PostReadsAsync(batch, headers);

        (first.Accepted, first.Repeated, first.NextSequence, first.BatchId).Should().Be((3, 0, 4UL, "b-1"));
        (again.Accepted, again.Repeated).Should().Be((0, 3));
        first.Acknowledged.Should().Equal(new SequenceRange { First = 1, Last = 3 });
    }

    [Fact]
    public async Task A_stream_gets_one_receipt_a_batch_in_order()
    {
        var (headers, epoch) = await Gateway("gw-stream");
        using var call = tags.Reads.StreamReads(headers);
        var answers = Task.Run(async () =>
        {
            var receipts = new List<Receipt>();
            await foreach (var receipt in call.ResponseStream.ReadAllAsync()) receipts.Add(receipt);
            return receipts;
        });
        for (var i = 0; i < 60; i++) await call.RequestStream.WriteAsync(Batch(epoch, $"b-{i}", (i * 20) + 1, 20));
        await call.RequestStream.CompleteAsync();

        var receipts = await answers;
        receipts.Select(r => r.BatchId).Should().Equal(Enumerable.Range(0, 60).Select(i => $"b-{i}"));
        receipts.Sum(r => r.Accepted).Should().Be(1200);
        (await tags.Count("select count(*) from reads where gateway = 'gw-stream'")).Should().Be(1200);
    }

    [Fact]
    public async Task A_stream_goes_on_after_a_reused_sequence_and_ends_at_what_it_cannot_read()
    {
        var (headers, epoch) = await Gateway("gw-stream-bad");
        using var call = tags.Reads.StreamReads(headers);
        await call.RequestStream.WriteAsync(Batch(epoch, "1", 1, 1));
        await call.RequestStream.WriteAsync(Batch(epoch, "2", 1, 1, "other"));
        await call.RequestStream.WriteAsync(Batch(epoch, "3", 2, 1));
        var bad = Batch(epoch, "4", 3, 1);
        bad.Reads[0].RssiDbm = double.NaN;
        await call.RequestStream.WriteAsync(bad);

        var receipts = new List<Receipt>();
        await Refused.With(StatusCode.InvalidArgument, "number-unusable", async () =>
        {
            await foreach (var receipt in call.ResponseStream.ReadAllAsync()) receipts.Add(receipt);
        });
        receipts.Select(r => (r.Accepted, r.Quarantined.Count)).Should().Equal((1, 0), (0, 1), (1, 0));
        (await tags.Count("select count(*) from reads where gateway = 'gw-stream-bad'")).Should().Be(2);
    }

    [Fact]
    public async Task Bad_input_is_refused_and_stores_nothing()
    {
        var (headers, epoch) = await Gateway("gw-grpc-bad");
        foreach (var (spoil, status, reason) in new (Action<ReadBatch>, StatusCode, string)[]
        {
            (b => b.Reads[0].EventTime = null, StatusCode.InvalidArgument, "invalid-argument"),
            (b => b.Reads[0].EventTime.UtcOffsetMinutes = 900, StatusCode.InvalidArgument, "invalid-argument"),
            (b => b.Reads[0].EventTime.Instant.Nanos = -1, StatusCode.InvalidArgument, "invalid-argument"),
            (b => b.Reads[0].TagId = "a\0b", StatusCode.InvalidArgument, "invalid-text"),
            (b => b.Reads[0].TagId = "a\ufffdb", StatusCode.InvalidArgument, "invalid-text"),
            (b => b.Reads[0].TagId = "a\u001bb", StatusCode.InvalidArgument, "invalid-argument"),
            (b => b.Reads[0].Sensors.Add(new SensorValue { Type = "temperature", Value = double.PositiveInfinity, Unit = "CEL" }), StatusCode.InvalidArgument, "number-unusable"),
            (b => b.Reads[0].Sequence = ulong.MaxValue, StatusCode.InvalidArgument, "invalid-argument"),
            (b => b.Epoch = "", StatusCode.InvalidArgument, "epoch-missing"),
            (b => b.Epoch = "ep-none", StatusCode.FailedPrecondition, "epoch-unknown"),
            (b => b.Reads.AddRange(Batch(epoch, "", 10, 10_000).Reads), StatusCode.ResourceExhausted, "too-many-reads"),
        })
        {
            var batch = Batch(epoch, "b", 1, 2);
            spoil(batch);
            await Refused.With(status, reason, async () => await tags.Reads.PostReadsAsync(batch, headers));
        }

        await Refused.With(StatusCode.PermissionDenied, "permission-denied", async () => await tags.Reads.PostReadsAsync(Batch(epoch, "b", 1, 1), tags.Shipper));
        await Refused.With(StatusCode.Unauthenticated, "unauthenticated", async () => await tags.Reads.PostReadsAsync(Batch(epoch, "b", 1, 1)));
        (await tags.Count("select count(*) from reads where gateway = 'gw-grpc-bad'")).Should().Be(0);
    }

    [Fact]
    public async Task A_reused_sequence_is_ALREADY_EXISTS_and_in_quarantine()
    {
        var (headers, epoch) = await Gateway("gw-grpc-reuse");
        await tags.Reads.PostReadsAsync(Batch(epoch, "1", 1, 1), headers);
        await Refused.With(StatusCode.AlreadyExists, "sequence-reused", async () => await tags.Reads.PostReadsAsync(Batch(epoch, "2", 1, 1, "other"), headers));
        (await tags.Count("select count(*) from quarantine where gateway = 'gw-grpc-reuse'")).Should().Be(1);
    }

    private async Task<(Metadata Headers, string Epoch)> Gateway(string id)
    {
        var headers = Bearer(await tags.Gateway(id));
        var opened = await tags.Gateways.OpenEpochAsync(new() { ClientNonce = "boot" }, headers);
        opened.NextSequence.Should().Be(1);
        return (headers, opened.Epoch);
    }

    private static ReadBatch Batch(string epoch, string id, int first, int count, string tag = "grpc")
    {
        var batch = new ReadBatch { Epoch = epoch, BatchId = id };
        batch.Reads.AddRange(Enumerable.Range(first, count).Select(i => new Read
        {
            Sequence = (ulong)i,
            TagId = $"{tag}-{i % 7}",
            EventTime = Event(At + Duration.FromMilliseconds(i)),
            Antenna = 1,
            RssiDbm = -60,
        }));
        return batch;
    }
}
