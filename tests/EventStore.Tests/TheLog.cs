using System.Collections.Concurrent;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Logistics.EventStore.Tests;

[Trait("Needs", "Servers")]
public sealed class TheLog
{
    [Fact]
    public async Task Is_gapless_and_in_commit_order_under_writers_of_two_processes_while_a_reader_follows()
    {
        const int writers = 12;
        const int appends = 60;
        var connection = await Store.FreshDatabase();
        await using var one = await Store.Open(connection);
        await using var two = await Store.Open(connection);
        var acknowledged = new ConcurrentBag<long>();
        async Task Write(Store store, int writer)
        {
            for (var n = 0; n < appends; n++)
            {
                // Every seventh loses its version check, in the middle of others' batches.
                var outcome = await store.Log.Append(
                    [new($"parcel-{writer % 5}", "parcel", n % 7 == 0 ? 10_000 : null, [Store.Moved($"{writer}:{n}"), Store.Moved("on")])],
                    CommandContext.None, default);
                if (outcome is AppendOutcome.Appended appended) acknowledged.Add(appended.Position);
            }
        }

        // A long write transaction elsewhere in the database must not hold anything back or let anything slip.
        await using var unrelated = await one.Database.OpenConnectionAsync();
        await using var open = await unrelated.BeginTransactionAsync();
        await using (var write = new NpgsqlCommand("create table unrelated (n int)", unrelated)) await write.ExecuteNonQueryAsync();

        var expected = 2L * writers * (appends - ((appends + 6) / 7));
        var seen = new List<StoredEvent>();
        var reading = Task.Run(async () =>
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (seen.Count < expected) seen.AddRange(await two.Log.ReadLog(seen.Count == 0 ? 0 : seen[^1].Position, 97, deadline.Token));
        });
        await Task.WhenAll(Enumerable.Range(0, writers).Select(n => Task.Run(() => Write(n % 2 == 0 ? one : two, n))));
        await reading;

        seen.Select(e => e.Position).Should().Equal(Enumerable.Range(1, (int)expected).Select(n => (long)n));
        seen.Select(e => e.RecordedAt).Should().BeInAscendingOrder();
        foreach (var stream in seen.GroupBy(e => e.StreamId))
            stream.Select(e => e.Version).Should().Equal(Enumerable.Range(1, stream.Count()).Select(n => (long)n));
        acknowledged.Should().OnlyHaveUniqueItems().And.HaveCount((int)expected / 2);
        acknowledged.Should().OnlyContain(position => position % 2 == 0);
        (await one.Scalar<long>("select last_value from mt_events_sequence")).Should().Be(expected);
    }

    [Fact]
    public async Task Throws_on_an_event_type_that_nobody_registered()
    {
        await using var store = await Store.Open(await Store.FreshDatabase());
        await store.Append("parcel-A", 0, Store.Booked(), Store.Moved("Hamm"));
        await store.Execute("update mt_events set type = 'parcel-vanished.v1' where version = 2");

        var load = () => store.Log.Load("parcel-A", 0, default);
        (await load.Should().ThrowAsync<UnknownEventTypeException>()).Which.Type.Should().Be("parcel-vanished.v1");
        (await store.Log.ReadLog(0, 10, default)).Should().ContainSingle();
        var read = () => store.Log.ReadLog(1, 10, default);
        (await read.Should().ThrowAsync<EventUnreadableException>()).Which.Position.Should().Be(2);
    }

    [Fact]
    public async Task Upcasts_what_was_stored_in_an_old_version()
    {
        await using var store = await Store.Open(await Store.FreshDatabase());
        await store.Append("parcel-A", 0, new ParcelLabelledTwice(new("A"), "L", "P"));
        await store.Execute("""update mt_events set type = 'parcel-labelled.v1', data = '{"parcel": "A", "label": "L"}'""");

        var read = (await store.Log.ReadLog(0, 10, default)).Should().ContainSingle().Subject;
        read.Data.Should().Be(new ParcelLabelledTwice(new("A"), "L", "unknown"));
        read.Type.Should().Be("parcel-labelled.v1");
    }

    [Fact]
    public async Task Leaves_out_Martens_tombstones()
    {
        await using var store = await Store.Open(await Store.FreshDatabase());
        await store.Append("parcel-A", 0, Store.Booked(), Store.Moved("Hamm"));
        await store.Execute(
            "insert into mt_streams (id, timestamp, created) values ('mt_tombstone', now(), now());"
            + "update mt_events set stream_id = 'mt_tombstone', type = 'tombstone' where seq_id = 1");

        (await store.Log.ReadLog(0, 10, default)).Should().ContainSingle().Which.Position.Should().Be(2);
    }

    [Fact]
    public async Task Goes_on_from_where_Marten_left_it()
    {
        var connection = await Store.FreshDatabase();
        await using (var first = await Store.Open(connection)) await first.Execute("delete from log_migrations where name >= '0002'");
        await using (var bare = NpgsqlDataSource.Create(connection))
        {
            await using var marten = bare.CreateCommand(
                """
                do $$
                declare own text;
                begin
                  for own in select format('drop table %s cascade', oid::regclass) from pg_class where relname like 'log\_%' and relname <> 'log_migrations' and relkind = 'r'
                    union all select format('drop trigger %I on %s', tgname, tgrelid::regclass) from pg_trigger where tgname like 'log\_%' and not tgisinternal
                  loop execute own; end loop;
                  for own in select format('drop aggregate %s', oid::regprocedure) from pg_proc where proname like 'log\_%' and prokind = 'a'
                  loop execute own; end loop;
                  for own in select format('drop function %s', oid::regprocedure) from pg_proc where proname like 'log\_%'
                  loop execute own; end loop;
                end $$;
                insert into mt_streams (id, type, version, timestamp, created) values ('parcel-M', 'parcel', 1, now(), now());
                insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp)
                  values (7, gen_random_uuid(), 'parcel-M', 1, '{"parcel": "M", "to": "Hamm", "weight": 1}', 'parcel-moved.v1', now())
                """);
            await marten.ExecuteNonQueryAsync();
        }

        await using var store = await Store.Open(connection);
        (await store.Append("parcel-M", 1, Store.Moved("Unna"))).Should().Be(8);
        (await store.Transactor.Load(Parcel.Stream, "M", default)).Should().Be((new Parcel(0, 2, "Unna"), 2));
        var report = await ((ChainVerifier)store.Services.GetService(typeof(ChainVerifier))!).VerifyLog(default);
        report.Should().Be(new ChainReport(2, null));
    }

    /// <summary>The statements are those of docs/existing-marten-database.md.</summary>
    [Fact]
    public async Task Goes_on_after_Marten_had_it_for_a_while()
    {
        await using var store = await Store.Open(await Store.FreshDatabase());
        await store.Append("parcel-A", 0, Store.Booked("A"), Store.Moved("Hamm", "A"));
        await store.Execute(
            """
            insert into mt_streams (id, type, version, timestamp, created) values ('parcel-M', 'parcel', 1, now(), now());
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp)
              values (7, gen_random_uuid(), 'parcel-M', 1, '{"parcel": "M", "to": "Hamm", "weight": 1}', 'parcel-moved.v1', now());
            update log_head set last_position = h.last, last_recorded_at = h.at, chained_from = h.last
            from (select coalesce(max(seq_id), 0) as last, coalesce(max(timestamp), '-infinity') as at from mt_events) h;
            delete from log_heads; delete from log_snapshots;
            """);

        (await store.Append("parcel-A", 2, Store.Moved("Unna", "A"))).Should().Be(8);
        (await store.Append("parcel-M", 1, Store.Moved("Unna", "M"))).Should().Be(9);
        var verifier = (ChainVerifier)store.Services.GetService(typeof(ChainVerifier))!;
        (await verifier.VerifyLog(default)).Should().Be(new ChainReport(5, null));
        await store.Execute("update mt_events set data = '{}' where seq_id = 8");
        (await verifier.VerifyLog(default)).FirstFault!.Position.Should().Be(8);
    }
}
