using FluentAssertions;
using Logistics.Specs;
using Logistics.Tags.Watching;
using NodaTime;
using Npgsql;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class Sharing_the_watch(RunningTags tags) : IClassFixture<RunningTags>
{
    private const int Tags = 24;
    private static readonly Instant At = Now - Duration.FromHours(3);
    private static readonly CancellationToken Unbounded = CancellationToken.None;

    [Fact]
    public async Task Two_processes_share_the_tags_and_the_one_that_stays_takes_over()
    {
        var (yard, gate) = (await tags.Gateway("gw-shared"), await tags.Gateway("gw-shared-out", "DEDTM", "gate-out"));
        var another = await tags.Another();
        await Eventually.True(async () => await Watchers() == 2, "both processes to watch shards");
        await Register("shared");
        await Post(yard, "shared", 1);
        await Tell("shared", "tag-arrived.v1");

        await another.StopAsync();
        await another.DisposeAsync();
        await Post(gate, "shared", 9);
        await Tell("shared", "tag-departed.v1");
        await IsToldOnce("shared");
    }

    [Fact]
    public async Task Who_gave_a_shard_back_leaves_its_tags_alone()
    {
        var (yard, gate) = (await tags.Gateway("gw-back"), await tags.Gateway("gw-back-out", "DEDTM", "gate-out"));
        await Register("back");
        await Post(yard, "back", 1);
        await Tell("back", "tag-arrived.v1");
        await using var another = await tags.Another();
        await Eventually.True(async () => await Watchers() == 2, "both processes to watch shards");

        // Both see all reads now, and each is to know only of its own tags.
        await Post(yard, "back", 3);
        await tags.Watched();
        await Post(gate, "back", 9);
        await Tell("back", "tag-departed.v1");
        await IsToldOnce("back");
        await another.StopAsync();
    }

    [Fact]
    public async Task Changes_are_numbered_by_one_process_at_a_time_so_that_a_follower_skips_none()
    {
        var yard = await tags.Gateway("gw-numbered");
        await tags.Tags.RegisterTagAsync(new() { TagId = "numbered", Kind = V1.TagKind.Rfid }, tags.Shipper);
        await tags.Watched();
        await using var other = new NpgsqlConnection(tags.Database);
        await other.OpenAsync();
        await using (var transaction = await other.BeginTransactionAsync())
        {
            // As another process that has numbered its changes and not committed them yet.
            await using var numbers = new NpgsqlCommand($"select pg_advisory_xact_lock({PresenceRows.ChangeLock})", other);
            await numbers.ExecuteNonQueryAsync();
            await tags.Post("/v1/reads", yard, Body(await tags.Epoch(yard), Read(1, "numbered", At)));
            await Eventually.True(
                async () => await tags.Count($"select count(*) from pg_locks where locktype = 'advisory' and not granted and objid = {PresenceRows.ChangeLock & 0xffffffff}") == 1, "the watch to wait");
            (await Seen()).Should().Be(0);
        }

        await Eventually.True(async () => await Seen() == 1, "the change");

        Task<long> Seen() => tags.Count("select count(*) from presence where tag = 'device:numbered' and last_read is not null");
    }

    [Fact]
    public async Task Each_has_its_share_and_gives_back_what_is_more()
    {
        await using var database = NpgsqlDataSource.Create(await Logistics.Local.TestServers.FreshDatabase("shards"));
        await using var first = await database.OpenConnectionAsync();
        await using var second = await database.OpenConnectionAsync();
        var (one, two) = (new ShardLocks(first), new ShardLocks(second));

        await one.Join(Unbounded);
        (await one.Balance(Unbounded)).Taken.Should().HaveCount(Shards.Count);
        await two.Join(Unbounded);
        (await two.Balance(Unbounded)).Taken.Should().BeEmpty("the first has not given back yet");
        var surplus = (await one.Balance(Unbounded)).Surplus;
        surplus.Should().HaveCount(Shards.Count / 2);
        foreach (var shard in surplus) await one.Release(shard, Unbounded);
        (await two.Balance(Unbounded)).Taken.Should().BeEquivalentTo(surplus);
        (await one.Balance(Unbounded)).Taken.Should().BeEmpty();

        await one.Leave();
        (await two.Balance(Unbounded)).Taken.Should().HaveCount(Shards.Count / 2);
    }

    [Fact]
    public async Task Who_lost_a_shard_cannot_commit_for_it()
    {
        await using var database = NpgsqlDataSource.Create(tags.Database);
        await using var connection = await database.OpenConnectionAsync();
        var (one, two) = (new ShardTokens(database), new ShardTokens(database));
        await one.Take([3], Unbounded);
        await one.Check(connection, [3], Unbounded);
        await two.Take([3], Unbounded);
        await two.Check(connection, [3], Unbounded);
        await one.Invoking(o => o.Check(connection, [3], Unbounded)).Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task The_database_and_the_service_agree_on_a_tags_shard()
    {
        foreach (var tag in (string[])["device:shard-1", "https://id.gs1.org/8003/0061414112345232a%2Fb", "urn:epc:raw:96.xE2801160600002054D4C1234"])
            (await tags.Count($"select get_byte(sha256(decode('{tag}', 'escape')), 0) % 8")).Should().Be(Shards.Of(tag), tag);
    }

    private async Task Register(string some)
    {
        for (var i = 0; i < Tags; i++) await tags.Tags.RegisterTagAsync(new() { TagId = $"{some}-{i}", Kind = V1.TagKind.Rfid }, tags.Shipper);
    }

    private async Task Tell(string some, string type)
    {
        for (var i = 0; i < Tags; i++) await tags.Tells($"device:{some}-{i}", type);
    }

    private async Task IsToldOnce(string some)
    {
        await tags.Watched();
        for (var i = 0; i < Tags; i++)
            (await tags.Story($"device:{some}-{i}")).Should().Equal("tag-registered.v1", "tag-sighted.v1", "tag-arrived.v1", "tag-departed.v1");
    }

    private Task Post(string gateway, string some, int minute)
        => tags.Posted(gateway, [.. Enumerable.Range(0, Tags).Select(i => Read((minute * Tags) + i, $"{some}-{i}", At + Duration.FromMinutes(minute)))]);

    private Task<long> Watchers() => tags.Count(
        $"select count(distinct pid) from pg_locks where locktype = 'advisory' and granted and classid = {0x74616773} and objid < 8 and objsubid = 2 "
        + "and database = (select oid from pg_database where datname = current_database())");
}
