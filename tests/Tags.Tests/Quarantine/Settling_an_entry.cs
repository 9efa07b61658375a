using Logistics.Specs;
using Logistics.Tags.Quarantine;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Quarantine;

public sealed class Settling_an_entry
{
    private static readonly MendedRead Read = new("device:tote-1", Instant.FromUtc(2026, 11, 20, 12, 0).WithOffset(Offset.Zero), null, 1, -60, null, [], null);
    private static readonly QuarantinedReadMended Mended = new([Read], "typed");
    private static readonly QuarantinedReadDiscarded Discarded = new("a test");

    [Fact]
    public void Somebody_says_what_was_meant() => Given().When(read => QuarantinedRead.Mend(read, Mended)).Then(Mended);

    [Fact]
    public void The_same_again_is_done_already() => Given(Mended).When(read => QuarantinedRead.Mend(read, new([Read with { Sensors = [] }], "other"))).ThenNothing();

    [Fact]
    public void Otherwise_it_is_settled() => Given(Mended).When(read => QuarantinedRead.Mend(read, new([Read with { Antenna = 2 }], null))).ThenRefused("quarantine-settled");

    [Fact]
    public void Somebody_discards_it() => Given().When(read => QuarantinedRead.Discard(read, "a test")).Then(Discarded);

    [Fact]
    public void Discarding_again_is_done_already() => Given(Discarded).When(read => QuarantinedRead.Discard(read, "another")).ThenNothing();

    [Fact]
    public void What_is_mended_is_not_discarded() => Given(Mended).When(read => QuarantinedRead.Discard(read, "a test")).ThenRefused("quarantine-settled");

    [Fact]
    public void What_is_discarded_is_not_mended() => Given(Discarded).When(read => QuarantinedRead.Mend(read, Mended)).ThenRefused("quarantine-settled");

    private static Given<QuarantinedRead> Given(params object[] events) => new(QuarantinedRead.Stream, events);
}
