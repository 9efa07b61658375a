using FluentAssertions;
using Xunit;

namespace Logistics.EventStore.Tests;

[Trait("Needs", "Servers")]
public sealed class AnAppend : IAsyncLifetime
{
    private Store store = null!;

    public async Task InitializeAsync() => store = await Store.Open(await Store.FreshDatabase());

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Is_read_back_with_all_that_went_with_it()
    {
        var context = new CommandContext { CorrelationId = "c", CausationId = "d", Actor = "client \"7\"" };
        var outcome = await store.Log.Append([new("parcel-A", "parcel", 0, [Store.Booked("A"), Store.Moved("Hagen", "A")])], context, default);

        outcome.Should().Be(new AppendOutcome.Appended(2));
        var events = await store.Log.Load("parcel-A", 0, default);
        events.Select(e => e.Data).Should().Equal(Store.Booked("A"), Store.Moved("Hagen", "A"));
        events.Select(e => (e.Position, e.Version, e.Type)).Should().Equal((1, 1, "parcel-booked.v1"), (2, 2, "parcel-moved.v1"));
        events[1].Metadata.Should().Be(new EventMetadata("c", "d", "client \"7\""));
        (await store.Log.ReadLog(0, 10, default)).Should().Equal(events);
        (await store.Log.Load("parcel-A", 1, default)).Should().Equal(events[1]);
    }

    [Fact]
    public async Task With_a_stale_version_fails_alone()
    {
        await store.Append("parcel-A", 0, Store.Booked());

        var appends = Enumerable.Range(0, 50).Select(n => store.Log.Append(
            [new($"parcel-{n}", "parcel", 0, [Store.Booked()]), new("parcel-A", "parcel", n == 0 ? 0 : null, [Store.Moved("Unna")])],
            CommandContext.None, default));
        var outcomes = await Task.WhenAll(appends);

        outcomes[0].Should().BeOfType<AppendOutcome.VersionConflict>().Which.StreamId.Should().Be("parcel-A");
        outcomes.Skip(1).Should().AllBeOfType<AppendOutcome.Appended>();
        (await store.Log.Load("parcel-0", 0, default)).Should().BeEmpty();
        (await store.Log.Load("parcel-A", 0, default)).Should().HaveCount(50);
        (await store.Log.Head(default)).Should().Be(1 + (49 * 2));
    }

    [Fact]
    public async Task To_a_stream_that_should_be_new_and_is_there_fails_alone()
    {
        await store.Append("parcel-7", 0, Store.Booked(), Store.Moved("Unna"));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => store.Log.Append(
            [new($"parcel-{n}", "parcel", 0, [Store.Booked()])], CommandContext.None, default)));

        outcomes[7].Should().Be(new AppendOutcome.VersionConflict("parcel-7", 2));
        outcomes.Where((_, n) => n != 7).Should().AllBeOfType<AppendOutcome.Appended>();
        (await store.Log.Head(default)).Should().Be(2 + 49);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0xD800)]
    public async Task Of_text_that_cannot_be_stored_is_the_callers_error(int character)
    {
        var append = () => store.Append("parcel-A", 0, Store.Booked(note: $"a{(char)character}b"));
        await append.Should().ThrowAsync<ArgumentException>();
        (await store.Log.Head(default)).Should().Be(0);
    }

    [Fact]
    public async Task Of_an_unregistered_event_names_it()
    {
        var append = () => store.Append("parcel-A", 0, new ParcelForgotten(new("A")));
        (await append.Should().ThrowAsync<ArgumentException>()).WithMessage("*ParcelForgotten*");
    }

    [Fact]
    public async Task Of_an_old_version_is_refused()
    {
        var append = () => store.Append("parcel-A", 0, new ParcelLabelled(new("A"), "x"));
        await append.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task That_the_database_refuses_fails_alone()
    {
        await store.Execute("alter table mt_streams add constraint no_bad_one check (id <> 'parcel-7')");
        var appends = Enumerable.Range(0, 20).Select(n => store.Append($"parcel-{n}", 0, Store.Booked())).ToList();

        var settled = Task.WhenAll(appends).ContinueWith(_ => appends, TaskScheduler.Default);
        (await settled).Where(append => append.IsFaulted).Should().ContainSingle().Which.Should().BeSameAs(appends[7]);
        (await store.Log.Head(default)).Should().Be(19);
    }

    [Fact]
    public async Task Cancelled_while_it_waits_gives_its_caller_back()
    {
        await using var blocker = await store.Database.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using (var block = new Npgsql.NpgsqlCommand("lock table mt_streams in access exclusive mode", blocker)) await block.ExecuteNonQueryAsync();
        using var cancelled = new CancellationTokenSource();

        var append = store.Log.Append([new("parcel-A", "parcel", 0, [Store.Booked()])], CommandContext.None, cancelled.Token);
        await cancelled.CancelAsync();

        var waiting = () => append;
        await waiting.Should().ThrowAsync<OperationCanceledException>();
        await transaction.RollbackAsync();
        await store.Append("parcel-B", 0, Store.Booked());
    }

    [Fact]
    public async Task After_the_servers_sessions_were_ended_works_again()
    {
        await store.Append("parcel-A", 0, Store.Booked());
        await store.Execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");

        await Store.Until(
            async () =>
            {
                try
                {
                    return await store.Append("parcel-B", null, Store.Booked()) > 1;
                }
                catch (Exception e) when (Transient.Is(e))
                {
                    return false;
                }
            },
            "the lane has a new session");
    }
}
