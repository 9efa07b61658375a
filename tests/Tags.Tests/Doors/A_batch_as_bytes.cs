using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Logistics.Tags.Doors;
using Logistics.Tags.Journal;
using Xunit;

namespace Logistics.Tags.Tests.Doors;

/// <summary>The short way from bytes to rows must come to what the long way by objects comes to, or leave the batch to it.</summary>
public sealed class A_batch_as_bytes
{
    private static readonly Config Quick = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(1_000_000);

    private readonly KnownTags _tags = new();
    private readonly KnownReadPoints _points = RandomBatch.Points();

    [Fact]
    public void Becomes_the_rows_that_its_objects_become()
        => Prop.ForAll<int>(seed => Short(new RandomBatch(seed).Message(spoiled: false).ToByteArray(), seed).Should().BeTrue($"batch {seed} is plain")).Check(Quick);

    [Fact]
    public void Is_left_to_the_long_way_where_anything_is_unusual()
        => Prop.ForAll<int>(seed => { Short(new RandomBatch(seed).Message(spoiled: true).ToByteArray(), seed); }).Check(Quick);

    [Fact]
    public void Never_breaks_the_door()
        => Prop.ForAll<int>(seed => { Short(new RandomBatch(seed).Garbled(), seed); }).Check(Quick);

    /// <summary>False where it was left to the long way; what was taken is compared with it.</summary>
    private bool Short(byte[] message, int seed)
    {
        if (ReadsWire.Read(message, RandomBatch.Gateway, _tags, _points) is not var (epoch, batchId, plain)) return false;
        using var batch = Mapping.Batch(RandomBatch.Gateway, V1.ReadBatch.Parser.ParseFrom(message));
        using var rows = RowEncoding.Of(batch, batch.Reads);
        batch.Reads.Should().OnlyContain(read => read.Defect == null, $"batch {seed} was taken");
        (epoch, batchId, plain.Rows.Count, plain.Span).Should().Be((batch.Epoch!, batch.BatchId, batch.Count, batch.Sequences!.Value), $"batch {seed} was taken");
        plain.Rows.Bytes.Span.SequenceEqual(rows.Bytes.Span).Should().BeTrue($"rows of batch {seed} are the same");
        plain.Digest.Should().Equal(batch.Digest.Value);
        plain.Rows.LatestEventMicros.Should().Be(rows.LatestEventMicros);
        plain.Rows.Dispose();
        return true;
    }
}
