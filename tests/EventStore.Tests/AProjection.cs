using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Xunit;

namespace Logistics.EventStore.Tests;

[Trait("Needs", "Servers")]
public sealed class AProjection
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Takes_in_what_is_appended_and_can_be_waited_for()
    {
        await using var store = await Store.Start(await Store.FreshDatabase(), store => Both(store));
        var position = await store.Append("parcel-A", 0, Store.Booked(), Store.Moved("Hamm"), Store.Moved("Unna"));

        (await store.Progress.WaitFor("ParcelCards", position, Soon, default)).Should().BeTrue();
        (await store.Progress.WaitFor("ParcelPlaces", position, Soon, default)).Should().BeTrue();
        var documents = store.Services.GetRequiredService<Documents>();
        (await documents.Load<ParcelCard>("parcel-A", default)).Should().Be(new ParcelCard("parcel-A", "Unna", 2));
        (await documents.Load<ParcelCard>("parcel-B", default)).Should().BeNull();
        (await store.Scalar<long>("select count(*) from parcel_places")).Should().Be(2);
        (await store.Scalar<long>("select last_seq_id from mt_event_progression where name = 'ParcelPlaces:All'")).Should().Be(position);

        var scrapped = await store.Append("parcel-A", 3, Store.Moved("scrap"));
        (await store.Progress.WaitFor("ParcelCards", scrapped, Soon, default)).Should().BeTrue();
        (await documents.Load<ParcelCard>("parcel-A", default)).Should().BeNull();
    }

    [Fact]
    public async Task Says_that_it_is_behind_when_waited_for_in_vain()
    {
        await using var store = await Store.Open(await Store.FreshDatabase(), store => Both(store));
        var position = await store.Append("parcel-A", 0, Store.Booked());

        (await store.Progress.WaitFor("ParcelCards", position, TimeSpan.FromMilliseconds(60), default)).Should().BeFalse();
    }

    [Fact]
    public async Task That_is_new_catches_up_from_the_beginning()
    {
        var connection = await Store.FreshDatabase();
        await using (var before = await Store.Open(connection))
            for (var n = 0; n < 40; n++) await before.Append($"parcel-{n}", 0, Enumerable.Range(0, 40).Select(_ => (object)Store.Moved("Hamm")).ToArray());

        await using var store = await Store.Start(connection, store => Both(store));
        (await store.Progress.WaitFor("ParcelPlaces", 1600, Soon, default)).Should().BeTrue();
        (await store.Scalar<int>("select moves from parcel_places where place = 'Hamm'")).Should().Be(1600);
    }

    [Fact]
    public async Task Writes_and_moves_its_checkpoint_in_one_transaction()
    {
        await using var store = await Store.Open(await Store.FreshDatabase(), store => Both(store));
        await store.Append("parcel-A", 0, Store.Moved("Hamm"));
        await store.Append("parcel-A", 1, Store.Moved("poison"));
        var follower = ActivatorUtilities.CreateInstance<ProjectionFollower>(store.Services, store.Services.GetRequiredService<ParcelPlaces>());
        var checkpoints = store.Services.GetRequiredService<Checkpoints>();
        var at = (await checkpoints.Find("ParcelPlaces", default))!;
        var page = await store.Log.ReadLog(0, 10, default);

        // The write fails in the database, after the checkpoint's command.
        await store.Execute("alter table parcel_places add constraint none check (moves = 0)");
        var failing = () => follower.Process([page[0]], at, 1, default);
        await failing.Should().ThrowAsync<PostgresException>();
        (await checkpoints.Find("ParcelPlaces", default)).Should().Be(at);
        await store.Execute("alter table parcel_places drop constraint none");
        await follower.Process([page[0]], at, 1, default);

        // A deposed leader goes by the old checkpoint: nothing of it is written.
        var deposed = () => follower.Process([page[0]], at, 1, default);
        (await deposed.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(Checkpoints.Moved);
        (await store.Scalar<int>("select moves from parcel_places where place = 'Hamm'")).Should().Be(1);
        (await checkpoints.Find("ParcelPlaces", default))!.Position.Should().Be(1);
    }

    [Fact]
    public async Task Stops_at_a_poison_event_with_an_alarm_and_goes_on_once_it_is_mended()
    {
        var connection = await Store.FreshDatabase();
        await using (var store = await Store.Start(connection, store => Both(store)))
        {
            await store.Append("parcel-A", 0, Store.Moved("Hamm"), Store.Moved("Unna"), Store.Moved("poison"), Store.Moved("Olpe"));

            await Store.Until(async () => (await store.Health()).Status == HealthStatus.Degraded, "the alarm");
            (await store.Progress.Position("ParcelPlaces", default)).Should().Be(2);
            (await store.Scalar<long>("select count(*) from parcel_places")).Should().Be(2);
            await Store.Until(
                async () => await store.Scalar<long>("select count(*) from log_followers where status = 'stopped' and stopped_at = 3") == 1, "its note");
            (await store.Progress.WaitFor("ParcelCards", 4, Soon, default)).Should().BeTrue("others are not held up");
        }

        await using (var mender = await Store.Open(connection))
            await mender.Execute("""update mt_events set data = jsonb_set(data, '{to}', '"Hagen"') where seq_id = 3""");
        await using var again = await Store.Start(connection, store => Both(store));
        (await again.Progress.WaitFor("ParcelPlaces", 4, Soon, default)).Should().BeTrue();
        await Store.Until(
            async () => await again.Scalar<string>("select status from log_followers where name = 'ParcelPlaces'") == "running", "the alarm is over");
    }

    [Fact]
    public async Task Stops_at_an_event_of_unknown_type()
    {
        var connection = await Store.FreshDatabase();
        await using var store = await Store.Open(connection);
        await store.Append("parcel-A", 0, Store.Moved("Hamm"), Store.Moved("Unna"));
        await store.Execute("update mt_events set type = 'parcel-vanished.v1' where seq_id = 2");

        await using var follower = await Store.Start(connection, store => Both(store));
        await Store.Until(async () => (await follower.Health()).Status == HealthStatus.Degraded, "the alarm");
        (await follower.Progress.WaitFor("ParcelPlaces", 1, Soon, default)).Should().BeTrue();
        (await follower.Progress.Position("ParcelPlaces", default)).Should().Be(1);
    }

    [Fact]
    public async Task Of_two_processes_is_run_by_one_and_taken_over_by_the_other()
    {
        var connection = await Store.FreshDatabase();
        var first = await Store.Start(connection, store => Both(store));
        await first.Append("parcel-A", 0, Store.Moved("Hamm"));
        (await first.Progress.WaitFor("ParcelPlaces", 1, Soon, default)).Should().BeTrue();
        await using var second = await Store.Start(connection, store => Both(store));
        await first.DisposeAsync();

        var position = await second.Append("parcel-A", 1, Store.Moved("Hamm"));
        (await second.Progress.WaitFor("ParcelPlaces", position, Soon, default)).Should().BeTrue();
        (await second.Scalar<int>("select moves from parcel_places where place = 'Hamm'")).Should().Be(2);
    }

    [Fact]
    public async Task Hears_of_another_processs_appends_at_once()
    {
        var connection = await Store.FreshDatabase();
        await using var follower = await Store.Start(connection, store => Both(store).PollInterval = TimeSpan.FromMinutes(5));
        await using var writer = await Store.Start(connection, _ => { });
        await Store.Until(
            async () => await writer.Scalar<long>("select count(*) from pg_stat_activity where query = 'listen event_log' and datname = current_database()") == 2,
            "both listen");

        var position = await writer.Append("parcel-A", 0, Store.Moved("Hamm"));
        (await follower.Progress.WaitFor("ParcelPlaces", position, Soon, default)).Should().BeTrue();
    }

    [Fact]
    public async Task Goes_on_after_the_servers_sessions_were_ended()
    {
        var connection = await Store.FreshDatabase();
        await using var store = await Store.Start(connection, store => Both(store));
        var position = await store.Append("parcel-A", 0, Store.Moved("Hamm"));
        (await store.Progress.WaitFor("ParcelPlaces", position, Soon, default)).Should().BeTrue();
        await store.Execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");

        await using var writer = await Store.Open(connection);
        await writer.Append("parcel-A", 1, Store.Moved("Hamm"));
        await Store.Until(async () => await writer.Progress.Position("ParcelPlaces", default) == 2, "the projection has found its way back");
        (await writer.Scalar<int>("select moves from parcel_places where place = 'Hamm'")).Should().Be(2);
        await Store.Until(async () => (await store.Health()).Status == HealthStatus.Healthy, "the alarm is over");
    }

    private static EventStoreBuilder Both(EventStoreBuilder store) => store.AddProjection<ParcelCards>().AddProjection<ParcelPlaces>();
}
