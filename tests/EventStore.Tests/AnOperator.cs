using System.Globalization;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace Logistics.EventStore.Tests;

/// <summary>Commands are another process: they reach the one that runs through the database.</summary>
[Trait("Needs", "Servers")]
public sealed class AnOperator : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private string connection = null!;
    private Store running = null!;
    private Store console = null!;

    public async Task InitializeAsync()
    {
        connection = await Store.FreshDatabase();
        running = await Store.Start(connection, Followers, services => services.AddSingleton<Refusing>());
        console = await Store.Open(connection, Followers, services => services.AddSingleton<Refusing>());
        await running.Append("parcel-A", 0, Store.Moved("Hamm"), Store.Moved("Unna"), Store.Moved("poison", "A"), Store.Moved("Olpe"));
        await Stopped("ParcelPlaces", 3);
    }

    public async Task DisposeAsync()
    {
        await running.DisposeAsync();
        await console.DisposeAsync();
    }

    [Fact]
    public async Task Sees_what_stopped_and_where_and_why()
    {
        await Stopped("Refusing", 3);
        await running.Progress.WaitFor("ParcelCards", 4, Soon, default);

        (await Say("projections")).Should().Be(
            (0, """
                ParcelCards version 1: running at position 4, 0 behind, 0 skipped
                ParcelPlaces version 1: stopped at position 2, 2 behind, 0 skipped; event 3: InvalidOperationException: This place cannot be.
                Refusing version 1: failing at position 2, 2 behind, 0 skipped; event 3: InvalidOperationException: The broker refuses poison.
                """));
        var (code, text) = await Say("inspect", "ParcelPlaces");
        code.Should().Be(0);
        text.Should().Contain("event 3: parcel-moved.v1, version 3 of stream parcel-A").And.Contain("\"to\": \"poison\"").And.Contain("This place cannot be.");
        (await Say("inspect", "Nobody")).Code.Should().Be(2);
    }

    [Fact]
    public async Task Skips_an_event_on_record_and_the_running_service_goes_on()
    {
        (await Say("skip", "ParcelPlaces", "3", "--reason", "typed by hand")).Code.Should().Be(0);

        (await running.Progress.WaitFor("ParcelPlaces", 4, Soon, default)).Should().BeTrue();
        (await running.Scalar<long>("select count(*) from parcel_places")).Should().Be(3);
        (await Say("projections")).Text.Should().Contain("ParcelPlaces version 1: running at position 4, 0 behind, 1 skipped");
        (await Say("inspect", "ParcelPlaces")).Text.Should().MatchRegex("skipped 3 in version 1 at .* by .+@.+: typed by hand .*This place cannot be");
    }

    [Fact]
    public async Task Skips_for_rebuilds_too()
    {
        (await Say("rebuild", "ParcelPlaces")).Should().Be((1, "ParcelPlaces NOT rebuilt, the live one goes on as it was: event 3: This place cannot be."));
        await Say("skip", "ParcelPlaces", "3", "--reason", "typed by hand");
        await running.Progress.WaitFor("ParcelPlaces", 4, Soon, default);

        (await Say("rebuild", "ParcelPlaces")).Code.Should().Be(0);
        (await Say("verify", "ParcelPlaces")).Code.Should().Be(0);
        (await running.Scalar<long>("select count(*) from parcel_places")).Should().Be(3);
    }

    [Fact]
    public async Task Skips_what_a_subscription_fails_at_and_what_cannot_be_read()
    {
        await Stopped("Refusing", 3);
        (await Say("skip", "Refusing", "3", "--reason", "nobody wants it")).Code.Should().Be(0);
        (await running.Progress.WaitFor("Refusing", 4, Soon, default)).Should().BeTrue();
        running.Services.GetRequiredService<Refusing>().Handled.Should().Equal("Hamm", "Unna", "Olpe");

        await using var writer = await Store.Open(connection);
        await using var bare = await writer.Database.OpenConnectionAsync();
        await writer.Append("parcel-B", 0, Store.Moved("Hamm"));
        await writer.Execute("insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp) values (6, gen_random_uuid(), 'parcel-B', 2, '{}', 'parcel-vanished.v1', now())");
        await Stopped("Refusing", 6);
        (await Say("skip", "Refusing", "6", "--reason", "from a version that was taken back")).Code.Should().Be(0);
        (await running.Progress.WaitFor("Refusing", 6, Soon, default)).Should().BeTrue();
    }

    [Fact]
    public async Task Is_refused_what_makes_no_sense()
    {
        await running.Progress.WaitFor("ParcelCards", 4, Soon, default);
        string[][] senseless =
        [
            ["skip", "ParcelPlaces", "4", "--reason", "not where it stands"], ["skip", "ParcelPlaces", "2", "--reason", "behind it"],
            ["skip", "ParcelCards", "3", "--reason", "it runs"], ["skip", "ParcelPlaces", "3", "--reason", " "], ["skip", "ParcelPlaces", "3"],
            ["skip", "ParcelPlaces", "third", "--reason", "no number"], ["retry", "ParcelCards"], ["archive", "parcel-Z"], ["rebuild"],
        ];
        foreach (var command in senseless) (await Say(command)).Code.Should().Be(2, string.Join(' ', command));
        (await running.Scalar<long>("select count(*) from log_skips")).Should().Be(0);
        (await running.Progress.Position("ParcelPlaces", default)).Should().Be(2);
    }

    [Fact]
    public async Task Has_an_event_tried_again_in_vain_and_then_mended()
    {
        var before = await Epoch();
        (await Say("retry", "ParcelPlaces")).Code.Should().Be(0);
        await Store.Until(async () => await Epoch() > before, "the word");
        await Stopped("ParcelPlaces", 3);

        await running.Execute("""update mt_events set data = jsonb_set(data, '{to}', '"Hagen"') where seq_id = 3""");
        (await Say("retry", "ParcelPlaces")).Code.Should().Be(0);
        (await running.Progress.WaitFor("ParcelPlaces", 4, Soon, default)).Should().BeTrue();
        await Store.Until(async () => (await running.Health()).Entries["event-store"].Description?.Contains("ParcelPlaces") != true, "its alarm is over");
    }

    [Fact]
    public async Task Needs_to_say_it_once_for_several_processes()
    {
        await using var second = await Store.Start(connection, Followers, services => services.AddSingleton<Refusing>());
        await Store.Until(async () => (await second.Health()).Status == HealthStatus.Degraded, "it stopped there too");

        (await Say("skip", "ParcelPlaces", "3", "--reason", "typed by hand")).Code.Should().Be(0);
        (await running.Progress.WaitFor("ParcelPlaces", 4, Soon, default)).Should().BeTrue();
        foreach (var store in new[] { running, second })
            await Store.Until(() => Task.FromResult(At(store, "ParcelPlaces") is FollowerStatus.Running or FollowerStatus.Waiting), "no alarm anywhere");
    }

    private static void Followers(EventStoreBuilder store)
    {
        store.AddProjection<ParcelCards>().AddProjection<ParcelPlaces>().AddSubscription<Refusing>();
        store.PollInterval = TimeSpan.FromMilliseconds(100);
    }

    private static FollowerStatus At(Store store, string name)
        => store.Services.GetRequiredService<FollowerStates>().All.Single(state => state.Name == name).Status;

    private Task<long> Epoch() => running.Scalar<long>("select epoch from log_followers where name = 'ParcelPlaces'");

    private Task Stopped(string name, long position) => Store.Until(
        async () => await running.Scalar<long>(
            $"select count(*) from log_followers where name = '{name}' and stopped_at = {position} and status in ('stopped', 'failing')") == 1,
        $"{name} stopped at {position}");

    private async Task<(int? Code, string Text)> Say(params string[] command)
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        return (await StoreCommands.Run(console.Services, command, output, default), output.ToString().Trim());
    }

    private sealed class Refusing : Subscription
    {
        public override string Name => "Refusing";

        internal System.Collections.Concurrent.ConcurrentQueue<string> Handled { get; } = new();

        public override Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
        {
            if (batch.Any(e => e.Data is ParcelMoved { To: "poison" })) throw new InvalidOperationException("The broker refuses poison.");
            foreach (var e in batch) Handled.Enqueue(((ParcelMoved)e.Data).To);
            return Task.CompletedTask;
        }
    }
}
