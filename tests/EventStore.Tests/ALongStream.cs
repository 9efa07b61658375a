using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Logistics.EventStore.Tests;

[Trait("Needs", "Servers")]
public sealed class ALongStream : IAsyncLifetime
{
    private const string Taken = "select coalesce(sum(version)::bigint, 0) from log_snapshots where schema = 'parcel-state.v1'";

    private static readonly StreamType<Parcel> Kept = Parcel.Stream with { Snapshots = SnapshotCodec<Parcel>.Json("parcel-state.v1") with { Every = 20 } };

    private Store store = null!;

    public async Task InitializeAsync()
    {
        store = await Store.Open(await Store.FreshDatabase());
        await Move(0, 30);
    }

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Leaves_a_snapshot_behind_and_is_loaded_from_it()
    {
        var folded = new List<object>();
        var counting = Kept with { Evolve = (state, e) => Note(folded, state, e) };

        (await store.Transactor.Load(counting, "A", default)).Should().Be((new Parcel(0, 30, "place 29"), 30));
        await Snapshot(at: 30);
        await Move(30, 35);
        folded.Clear();
        (await store.Transactor.Load(counting, "A", default)).Should().Be((new Parcel(0, 35, "place 34"), 35));
        folded.Should().HaveCount(5);

        folded.Clear();
        var moved = await store.Transactor.Transact(counting, "A", state => Decision.Accept(Store.Moved($"after {state.Moves}")), new(), default);
        moved.Should().Be(new Transacted<Parcel>(new Parcel(0, 36, "after 35"), 36, 36, null, false, null));
        folded.Should().HaveCount(6);
    }

    [Fact]
    public async Task Has_its_snapshot_renewed_only_after_many_events()
    {
        await Load(Kept);
        await Snapshot(at: 30);
        await Move(30, 49);
        await Load(Kept);
        await Move(49, 50);
        (await store.Scalar<long>(Taken)).Should().Be(30);
        await Load(Kept);
        await Snapshot(at: 50);
    }

    [Fact]
    public async Task Is_folded_anew_when_the_states_schema_changed()
    {
        await Load(Kept);
        await Snapshot(at: 30);
        await Spoil("""state = '{"booked":7,"moves":7,"place":"of the old meaning"}'""");
        var changed = Kept with { Snapshots = SnapshotCodec<Parcel>.Json("parcel-state.v2") with { Every = 20 } };

        (await store.Transactor.Load(changed, "A", default)).State.Should().Be(new Parcel(0, 30, "place 29"));
        await Store.Until(async () => await store.Scalar<long>("select count(*) from log_snapshots") == 2, "old and new code have theirs");
    }

    [Theory]
    [InlineData("version = 29")]
    [InlineData("version = 3000")]
    [InlineData("event_id = gen_random_uuid()")]
    [InlineData("state = '{}'")]
    [InlineData("state = 'no JSON'")]
    public async Task Is_never_loaded_from_a_snapshot_that_does_not_fit_its_events(string spoiling)
    {
        await Load(Kept);
        await Snapshot(at: 30);
        await Spoil(spoiling);
        // Were it believed, it would show.
        if (!spoiling.StartsWith("state", StringComparison.Ordinal)) await Spoil("""state = '{"booked":7,"moves":7,"place":"a lie"}'""");

        (await store.Transactor.Load(Kept, "A", default)).Should().Be((new Parcel(0, 30, "place 29"), 30));
        await Snapshot(at: 30);
    }

    [Fact]
    public async Task Without_a_codec_keeps_no_snapshot()
    {
        await Load(Parcel.Stream);
        await Load(Kept with { Snapshots = Kept.Snapshots! with { Every = 31 } });
        await store.DisposeAsync();
        await using var again = store = await Store.Open(store.Connection);
        (await store.Scalar<long>(Taken)).Should().Be(0);
    }

    [Fact]
    public async Task Loses_the_snapshots_of_old_code_in_time()
    {
        await Load(Kept);
        await Load(Kept with { Snapshots = SnapshotCodec<Parcel>.Json("parcel-state.v2") with { Every = 20 } });
        await Store.Until(async () => await store.Scalar<long>("select count(*) from log_snapshots") == 2, "both");
        var retention = ActivatorUtilities.CreateInstance<Retention>(store.Services);

        (await retention.Sweep(default)).Should().Be(0);
        await Spoil("taken_at = now() - interval '2 days'");
        (await retention.Sweep(default)).Should().Be(1);
        (await store.Scalar<string>("select schema from log_snapshots")).Should().Be("parcel-state.v2");
    }

    private static Parcel Note(List<object> folded, Parcel state, object e)
    {
        folded.Add(e);
        return Parcel.Evolve(state, e);
    }

    private async Task Move(int from, int to)
        => await store.Append("parcel-A", from, [.. Enumerable.Range(from, to - from).Select(n => Store.Moved($"place {n}"))]);

    private async Task Load(StreamType<Parcel> type) => await store.Transactor.Load(type, "A", default);

    private Task Snapshot(long at) => Store.Until(
        async () => await store.Scalar<long>(Taken + " and state like '%place%'") == at, $"the snapshot at {at}");

    private Task Spoil(string set) => store.Execute($"update log_snapshots set {set} where schema = 'parcel-state.v1'");
}
