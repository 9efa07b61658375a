using FluentAssertions;
using Logistics.Tags.Journal;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Keeping_the_journal(RunningTags tags)
{
    private const string Writing =
        "lock table reads, receipts, posted_batches, unnumbered_reads, quarantine, gateway_statistics, presence, journal_positions, watch_shards, pending_transitions in row exclusive mode";

    [Fact]
    public async Task A_process_starts_while_others_are_in_the_midst_of_writing()
    {
        await using var connection = new NpgsqlConnection(tags.Database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var write = new NpgsqlCommand(Writing, connection);
        await write.ExecuteNonQueryAsync();

        await using var another = await tags.Another().WaitAsync(TimeSpan.FromSeconds(60));

        await another.StopAsync();
    }

    [Fact]
    public async Task Days_that_need_not_be_kept_are_dropped_and_others_stay()
    {
        await Day("20261001", "2026-10-01", "2026-10-02");
        await Execute("insert into reads (record_time, writer, position, gateway, owner, tag, event_time, event_offset, antenna, rssi, flags) values ('2026-10-01 08:00:00+00', 0, 1, 'gw-old', 'org-hub', 'old', '2026-10-01 08:00:00+00', 60, 1, -60, 0)");
        var today = await Partition("reads_20261120");

        await Retain();
        await Retain();

        (await Partition("reads_20261001"), await tags.Count("select count(*) from reads where gateway = 'gw-old'")).Should().Be((0, 0));
        (today, await Partition("reads_20261120")).Should().Be((1, 1));
    }

    [Fact]
    public async Task A_day_that_was_taken_out_and_not_dropped_is_dropped_the_next_time()
    {
        await Day("20260930", "2026-09-30", "2026-10-01");
        await Execute("alter table reads detach partition reads_20260930");

        await Retain();

        (await Partition("reads_20260930")).Should().Be(0);
    }

    [Fact]
    public async Task A_numbering_that_nobody_used_is_forgotten_and_a_used_one_is_not()
    {
        await Execute("insert into receipts (gateway, epoch, opened_at, updated_at, acknowledged) select 'gw-opener', 'ep-' || n, at, at, safe::int8multirange "
            + "from (values (1, timestamptz '2026-11-12', '{}'), (2, '2026-11-12', '{[1,5)}'), (3, '2026-11-19', '{}')) e (n, at, safe)");

        await Retain();

        (await tags.Count("select count(*) from receipts where gateway = 'gw-opener' and epoch in ('ep-2', 'ep-3')")).Should().Be(2);
        (await tags.Count("select count(*) from receipts where gateway = 'gw-opener'")).Should().Be(2);
    }

    private Task Retain() => tags.Services.GetRequiredService<Retention>().Apply(Now, CancellationToken.None);

    private Task Day(string name, string from, string to) => Execute($"create table reads_{name} partition of reads for values from ('{from} 00:00:00+00') to ('{to} 00:00:00+00')");

    private Task<long> Partition(string name) => tags.Count($"select count(*) from pg_class where relname = '{name}'");

    private async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(tags.Database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
