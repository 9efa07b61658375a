using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Logistics.EventStore.Tests;

[Trait("Needs", "Servers")]
public sealed class AnArchivedStream : IAsyncLifetime
{
    private Store store = null!;

    public async Task InitializeAsync()
    {
        store = await Store.Open(await Store.FreshDatabase(), store => store.AddProjection<ParcelPlaces>());
        await store.Append("parcel-A", 0, Store.Booked("A"), Store.Moved("Hamm", "A"));
        await store.Append("parcel-B", 0, Store.Booked("B"));
        (await store.Log.Archive("parcel-A", default)).Should().BeTrue();
    }

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData(2L)]
    public async Task Takes_no_more_events_and_holds_up_nobody_elses(long? expected)
    {
        var appends = Enumerable.Range(0, 20).Select(n => store.Log.Append(
            [n == 7 ? new("parcel-A", "parcel", expected, [Store.Moved("Unna", "A")]) : new($"parcel-{n}", "parcel", 0, [Store.Booked()])],
            CommandContext.None, default));
        var outcomes = await Task.WhenAll(appends);

        outcomes[7].Should().Be(new AppendOutcome.Archived("parcel-A"));
        outcomes.OfType<AppendOutcome.Appended>().Should().HaveCount(19);
    }

    [Fact]
    public async Task Is_left_out_of_loads_unless_asked_for()
    {
        (await store.Log.Load("parcel-A", 0, default)).Should().BeEmpty();
        (await store.Log.LoadArchived("parcel-A", 0, default)).Should().HaveCount(2);
        (await store.Log.LoadArchived("parcel-B", 0, default)).Should().ContainSingle();
        (await store.Transactor.Load(Parcel.Stream, "A", default)).Version.Should().Be(0);
    }

    [Fact]
    public async Task Refuses_commands()
    {
        var refused = await store.Transactor.Transact(Parcel.Stream, "A", _ => Decision.Accept(Store.Booked("A")), new(), default);
        refused.Refused!.Reason.Should().Be(Refusal.Archived);
    }

    [Fact]
    public async Task Stays_in_the_log_in_the_chain_and_in_projections_and_their_rebuilds()
    {
        (await store.Log.ReadLog(0, 10, default)).Should().HaveCount(3);
        (await store.Services.GetRequiredService<ChainVerifier>().VerifyLog(default)).Should().Be(new ChainReport(3, null));
        (await store.Services.GetRequiredService<ChainVerifier>().VerifyStream("parcel-A", default)).Should().Be(new ChainReport(2, null));
        await store.Services.GetRequiredService<ProjectionRebuilder>().Rebuild("ParcelPlaces", default);
        (await store.Scalar<int>("select moves from parcel_places where place = 'Hamm'")).Should().Be(1);
    }

    [Fact]
    public async Task Again_is_as_once_and_what_is_not_there_is_not_archived()
    {
        (await store.Log.Archive("parcel-A", default)).Should().BeTrue();
        (await store.Log.Archive("parcel-X", default)).Should().BeFalse();
    }
}
