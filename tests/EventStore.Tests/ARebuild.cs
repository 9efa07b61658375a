using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Logistics.EventStore.Tests;

[Trait("Needs", "Servers")]
public sealed class ARebuild
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);
    private static readonly string[] Places = ["Hamm", "Unna", "Olpe", "scrap", "Hagen"];

    [Theory]
    [InlineData("ParcelPlaces")]
    [InlineData("ParcelCards")]
    public async Task Equals_the_original_while_appends_go_on(string projection)
    {
        await using var store = await Store.Start(
            await Store.FreshDatabase(), store => store.AddProjection<ParcelCards>().AddProjection<ParcelPlaces>());
        await Fill(store, 0, 30);
        var rebuilder = store.Services.GetRequiredService<ProjectionRebuilder>();

        var meanwhile = Fill(store, 30, 60);
        await rebuilder.Rebuild(projection, default);
        await meanwhile;

        var head = await store.Log.Head(default);
        (await store.Progress.WaitFor(projection, head, Soon, default)).Should().BeTrue();
        (await rebuilder.Verify(projection, default)).Should().BeEmpty();
        (await store.Scalar<long>("select sum(moves)::bigint from parcel_places")).Should().Be(head);
        (await store.Scalar<long>("select count(*) from pg_namespace where nspname like 'rebuild%' or nspname like 'verify%'")).Should().Be(0);
    }

    [Fact]
    public async Task Mends_what_was_wrong_and_verify_names_it()
    {
        await using var store = await Store.Start(await Store.FreshDatabase(), store => store.AddProjection<ParcelPlaces>());
        await Fill(store, 0, 5);
        (await store.Progress.WaitFor("ParcelPlaces", await store.Log.Head(default), Soon, default)).Should().BeTrue();
        await store.Execute("update parcel_places set moves = 77 where place = 'Hamm'");
        var rebuilder = store.Services.GetRequiredService<ProjectionRebuilder>();

        var differences = await rebuilder.Verify("ParcelPlaces", default);
        differences.Select(difference => difference.OnlyIn).Should().BeEquivalentTo("live", "rebuilt");
        differences.Should().OnlyContain(difference => difference.Table == "parcel_places" && difference.Row.Contains("Hamm"));
        await rebuilder.Rebuild("ParcelPlaces", default);
        (await rebuilder.Verify("ParcelPlaces", default)).Should().BeEmpty();
        await Fill(store, 5, 10);
        (await store.Progress.WaitFor("ParcelPlaces", await store.Log.Head(default), Soon, default)).Should().BeTrue("it goes on after the switch");
        (await rebuilder.Verify("ParcelPlaces", default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Happens_by_itself_when_the_version_was_raised_and_old_code_gives_way()
    {
        var connection = await Store.FreshDatabase();
        await using (var old = await Store.Start(connection, store => store.AddProjection<ParcelPlaces>()))
        {
            await Fill(old, 0, 5);
            (await old.Progress.WaitFor("ParcelPlaces", 25, Soon, default)).Should().BeTrue();
        }

        await using (var raised = await Store.Start(connection, store => store.AddProjection<ParcelPlacesWithWeight>()))
        {
            var position = await raised.Append("parcel-X", 0, Store.Moved("Hamm"));
            (await raised.Progress.WaitFor("ParcelPlaces", position, Soon, default)).Should().BeTrue();
            (await raised.Scalar<decimal>("select weight from parcel_places where place = 'Hamm'")).Should().Be(6 * 12.5m);
            (await raised.Scalar<string>("select string_agg(name, ',') from mt_event_progression")).Should().Be("ParcelPlaces:V2:All");
        }

        await using var late = await Store.Start(connection, store => store.AddProjection<ParcelPlaces>());
        var states = late.Services.GetRequiredService<FollowerStates>();
        await Store.Until(() => Task.FromResult(states.All.SingleOrDefault()?.Status == FollowerStatus.Superseded), "old code stands aside");
    }

    [Fact]
    public async Task Is_a_command_of_the_service()
    {
        await using var store = await Store.Open(await Store.FreshDatabase(), store => store.AddProjection<ParcelPlaces>());
        await Fill(store, 0, 3);

        (await store.Services.RunStoreCommand([])).Should().BeNull();
        (await store.Services.RunStoreCommand(["verify", "ParcelPlaces"])).Should().Be(0);
        (await store.Services.RunStoreCommand(["rebuild", "ParcelPlaces"])).Should().Be(0);
        (await store.Scalar<long>("select sum(moves)::bigint from parcel_places")).Should().Be(15);
        (await store.Services.RunStoreCommand(["verify-chain"])).Should().Be(0);
        await store.Execute("delete from parcel_places where place = 'Unna'");
        (await store.Services.RunStoreCommand(["verify", "ParcelPlaces"])).Should().Be(1);
    }

    private static async Task Fill(Store store, int from, int to)
    {
        for (var n = from; n < to; n++) await store.Append($"parcel-{n}", 0, [.. Places.Select(place => Store.Moved(place))]);
    }
}
