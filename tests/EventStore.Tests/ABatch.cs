using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Logistics.EventStore.Tests;

/// <summary>Callers that are certain to share one commit.</summary>
[Trait("Needs", "Servers")]
public sealed class ABatch : IAsyncLifetime
{
    private Store store = null!;

    public async Task InitializeAsync()
    {
        store = await Store.Open(await Store.FreshDatabase());
        foreach (var stream in (string[])["A", "B", "C", "D"]) await store.Append(stream, 0, Store.Booked(), Store.Moved("Unna"));
    }

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Appends_who_is_right_and_tells_who_is_not_where_the_stream_is()
    {
        var outcomes = await Commit(
            Caller(("A", 2)), Caller(("B", 1)), Caller(("new", 0)), Caller(("newer", 0), ("C", 7)), Caller(("none", 3)), Caller(("newest", 0), ("D", 2)));

        outcomes.Should().Equal(
            new AppendOutcome.Appended(9), new AppendOutcome.VersionConflict("B", 2), new AppendOutcome.Appended(10),
            new AppendOutcome.VersionConflict("C", 2), new AppendOutcome.VersionConflict("none", 0), new AppendOutcome.Appended(12));
        await VersionsAre(("A", 3), ("B", 2), ("C", 2), ("D", 3), ("new", 1), ("newest", 1));
    }

    [Fact]
    public async Task Writes_neither_of_a_callers_two_streams_if_one_is_elsewhere()
    {
        var outcomes = await Commit(Caller(("A", 2), ("B", 1)), Caller(("C", 2), ("D", 2)));

        outcomes.Should().Equal(new AppendOutcome.VersionConflict("B", 2), new AppendOutcome.Appended(10));
        await VersionsAre(("A", 2), ("B", 2), ("C", 3), ("D", 3));
    }

    [Fact]
    public async Task With_a_caller_who_takes_any_version_checks_the_others()
    {
        var outcomes = await Commit(Caller(("A", null)), Caller(("B", 2)), Caller(("C", 1)), Caller(("new", null)), Caller(("below", -1)));

        outcomes.Should().Equal(
            new AppendOutcome.Appended(9), new AppendOutcome.Appended(10), new AppendOutcome.VersionConflict("C", 2),
            new AppendOutcome.Appended(11), new AppendOutcome.VersionConflict("below", 0));
        await VersionsAre(("A", 3), ("B", 3), ("C", 2), ("D", 2), ("new", 1));
    }

    [Fact]
    public async Task Leaves_the_stream_of_a_repeated_request_alone()
    {
        var context = new CommandContext { IdempotencyKey = "org:1" };
        await store.Log.Append([new("A", "parcel", 2, [Store.Moved("Hamm")])], context, default);

        var outcomes = await Commit(Caller(context, ("A", 3)), Caller(("B", 2)), Caller(("C", 1)));

        outcomes.Should().Equal(new AppendOutcome.Repeated(9, null), new AppendOutcome.Appended(10), new AppendOutcome.VersionConflict("C", 2));
        await VersionsAre(("A", 3), ("B", 3), ("C", 2), ("D", 2));
    }

    private PreparedAppend Caller(params (string Id, long? Expected)[] streams) => Caller(CommandContext.None, streams);

    private PreparedAppend Caller(CommandContext context, params (string Id, long? Expected)[] streams) => PreparedAppend.From(
        [.. streams.Select(stream => new StreamAppend(stream.Id, "parcel", stream.Expected, [Store.Moved("Hagen", stream.Id)]))],
        context,
        store.Services.GetRequiredService<EventTypes>());

    private async Task<AppendOutcome[]> Commit(params PreparedAppend[] batch)
    {
        await using var connection = await store.Database.OpenConnectionAsync();
        await using var command = await LaneCommand.Prepare(connection, default);
        await LaneCommand.Run(command, batch, look: false, store.Services.GetRequiredService<StoreMetrics>());
        return await Task.WhenAll(batch.Select(caller => caller.Outcome));
    }

    private async Task VersionsAre(params (string Id, long Version)[] expected)
    {
        await using var command = store.Database.CreateCommand(
            """
            select id, version, (select count(*) from mt_events e where e.stream_id = s.id) from mt_streams s order by id collate "C"
            """);
        await using var rows = await command.ExecuteReaderAsync();
        var streams = new List<(string, long)>();
        while (await rows.ReadAsync())
        {
            rows.GetInt64(1).Should().Be(rows.GetInt64(2));
            streams.Add((rows.GetString(0), rows.GetInt64(1)));
        }

        streams.Should().Equal(expected);
        var events = (int)expected.Sum(stream => stream.Version);
        (await store.Services.GetRequiredService<ChainVerifier>().VerifyLog(default)).Should().Be(new ChainReport(events, null));
    }
}
