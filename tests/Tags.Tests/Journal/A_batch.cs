using FluentAssertions;
using Logistics.Tags.Journal;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Journal;

public sealed class A_batch
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 12, 0);
    private static readonly PostingGateway Gateway = new("gw-1", "org-hub", "rp-1");
    private static readonly EpochKey Epoch = new("gw-1", "ep-1");

    [Fact]
    public void Is_accepted_where_it_is_new_and_repeated_where_it_is_known()
    {
        var known = Known();
        Triage.Of(Batch(Read(1), Read(2)), known, Now).Receipt.Accepted.Should().Be(2);
        var again = Triage.Of(Batch(Read(2), Read(3)), known, Now);
        (again.Receipt.Accepted, again.Receipt.Repeated, again.Receipt.NextSequence).Should().Be((1, 1, 4));
        again.Accepted.Should().ContainSingle().Which.Sequence.Should().Be(3);
    }

    [Fact]
    public void With_one_sequence_twice_keeps_the_first()
    {
        var receipt = Triage.Of(Batch(Read(1), Read(1), Read(1, "other")), Known(), Now).Receipt;
        (receipt.Accepted, receipt.Repeated).Should().Be((1, 1));
        receipt.Quarantined.Should().Equal(new SetAside(2, 1, Defects.SequenceReused));
    }

    [Fact]
    public void Never_puts_the_same_bad_read_into_quarantine_twice()
    {
        var known = Known();
        var bad = Read(1) with { Defect = Defects.TagMalformed };
        Triage.Of(Batch(bad), known, Now).ToQuarantine.Should().ContainSingle();
        var again = Triage.Of(Batch(bad), known, Now);
        again.ToQuarantine.Should().BeEmpty();
        again.Receipt.Quarantined.Should().Equal(new SetAside(0, 1, Defects.TagMalformed));
        Triage.Of(Batch(Read(1, "other")), known, Now).Receipt.Quarantined.Should().Equal(new SetAside(0, 1, Defects.SequenceReused));
    }

    [Fact]
    public void Knows_no_read_point_of_another_organisation()
    {
        var known = Known();
        known.ReadPointOwners["rp-theirs"] = "org-rival";
        Triage.Of(Batch(Read(1) with { ReadPointId = "rp-theirs" }), known, Now).Receipt.Quarantined.Should().Equal(new SetAside(0, 1, Defects.ReadPointUnknown));
    }

    [Fact]
    public void May_not_tear_the_epoch_into_shreds()
    {
        Triage.TearsEpoch(Batch([.. Enumerable.Range(1, 10_000).Select(i => Read(i))]), Known()).Should().BeFalse();
        Triage.TearsEpoch(Batch([.. Enumerable.Range(1, 2_001).Select(i => Read(i * 2))]), Known()).Should().BeTrue();
    }

    [Fact]
    public void Has_a_content_hash_that_spelling_and_cutting_do_not_change()
    {
        var read = Read(1);
        ContentHash.Of(read with { Index = 7, Sequence = 9, RssiDbm = -0.0 }).Should().Equal(ContentHash.Of(read with { RssiDbm = 0.0 }));
        foreach (var other in new[]
        {
            read with { TagId = "device:b" }, read with { EventTime = Now + Duration.FromTicks(10) }, read with { OffsetMinutes = 0 }, read with { Antenna = 2 },
            read with { RssiDbm = -61 }, read with { BatteryPercent = 1 }, read with { Position = new(0, 0) }, read with { EventId = "" },
            read with { Sensors = [new("temperature", 4, "CEL")] },
        })
        {
            ContentHash.Of(other).Should().NotEqual(ContentHash.Of(read));
        }
    }

    [Theory]
    [InlineData(new long[] { }, "", 1, 0)]
    [InlineData(new long[] { 3, 1, 2 }, "1-3", 4, 0)]
    [InlineData(new long[] { 5, 1, 2, 5 }, "1-2 5-5", 6, 2)]
    [InlineData(new long[] { 1, 3, 2 }, "1-3", 4, 0)]
    public void Leaves_ranges_that_say_what_is_safe(long[] sequences, string spans, long next, long missing)
    {
        var ranges = SequenceRanges.Empty.With(sequences);
        string.Join(' ', ranges.Spans.Select(s => $"{s.First}-{s.Last}")).Should().Be(spans);
        (ranges.Next, ranges.Missing).Should().Be((next, missing));
        for (var i = -1L; i < 8; i++) ranges.Contains(i).Should().Be(sequences.Contains(i));
    }

    private static Knowledge Known() => new() { Safe = { [Epoch] = SequenceRanges.Empty }, ReadPointOwners = { ["rp-1"] = "org-hub" } };

    private static ReadBatch Batch(params IncomingRead[] reads) => new(Gateway, "ep-1", "b", [.. reads.Select((r, i) => r with { Index = i })]);

    private static IncomingRead Read(long sequence, string tag = "device:a")
    {
        var read = new IncomingRead { Index = 0, Sequence = sequence, TagId = tag, EventTime = Now, OffsetMinutes = 60, Antenna = 1, RssiDbm = -60, AsItCame = () => "{}" };
        return read with { Hash = ContentHash.Of(read) };
    }
}
