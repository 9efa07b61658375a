using FluentAssertions;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Tags.HandlingUnits;
using Logistics.Tags.Presence;
using Logistics.Tags.Tags;
using Logistics.Tags.Tests.HandlingUnits;
using Logistics.Tags.V1;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

/// <summary>What is inside of a unit, and what its container did meanwhile: page by page, and at a cost that does not grow with what was before.</summary>
[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Asking_what_is_inside(RunningTags tags)
{
    private static readonly Instant At = Now - Duration.FromHours(6);

    /// <summary>A hub has more than one truck.</summary>
    private const string Others = "insert into unit_stay (unit, since, until, parent) select 'other-' || i, now(), null, 'pallet-' || i / 10 from generate_series(1, 20000) i";

    [Fact]
    public async Task Each_unit_is_followed_by_what_is_in_it_however_long_the_pages_are()
    {
        await Put(Min(1), "device:page-truck", "device:page-a", "device:page-c", "device:page-b");
        await Put(Min(2), "device:page-b", "device:page-x", "device:page-a1");
        await Put(Min(3), "device:page-a1", "device:page-y");
        await Put(Min(4), "device:page-c", "device:page-z");
        await Take(Min(10), "device:page-truck", "device:page-c");

        string[] inside = ["a 1", "b 1", "a1 2", "y 3", "x 2"];
        foreach (var size in new[] { 1, 2, 3, 100 }) (await Pages(size, Min(20))).Should().Equal(inside);
        (await Pages(2, Min(5))).Should().Equal([.. inside, "c 1", "z 2"]);
        (await Pages(2, Min(1))).Should().Equal("a 1", "b 1", "c 1");
        await Refused.With(Grpc.Core.StatusCode.InvalidArgument, "invalid-argument", async () => await tags.Aggregations.ListInsideAsync(
            new() { HandlingUnitId = "device:page-truck", PageToken = PageToken.Of(Enumerable.Repeat("device:page-a", 9)) }, tags.Shipper));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("now() - interval '1 day'")]
    public async Task A_page_looks_at_no_more_where_more_is_inside_or_was(string until)
    {
        var few = await Page("few", 40);
        (await Page("many", 40_000)).Should().BeInRange(1, few + 2_000, "a hundred are looked for at once, ten times");

        Task<long> Page(string truck, int count) => RowsLookedAt(
            "unit_stay", $"select count(*) from generate_series(1, 10) time cross join lateral inside_page('{truck}', now(), '{{}}', 20 + 0 * time) page",
            $"insert into unit_stay (unit, since, until, parent) select '{truck}-' || i, now() - interval '2 days', {until}, '{truck}' from generate_series(1, {count}) i",
            $"insert into unit_stay (unit, since, until, parent) select '{truck}-now-' || i, now() - interval '1 hour', null, '{truck}' from generate_series(1, 20) i",
            Others, "select set_config('hub.everything', 'on', true), set_config('hub.organisation', 'org-hub', true)");
    }

    [Fact]
    public async Task What_a_container_did_meanwhile_takes_no_longer_where_it_did_much_before()
    {
        var few = await Meanwhile("few", 40);
        (await Meanwhile("many", 40_000)).Should().BeInRange(1, few + 4);

        Task<long> Meanwhile(string truck, int count) => RowsLookedAt(
            "told_visit",
            $"select count(*) from ({VisitsOfUnits.During.Replace("$1", $"array['{truck}']").Replace("$2", "array[now() - interval '90 minutes']").Replace("$3", "array['infinity']")}) v",
            Visits($"'{truck}'", count), Visits("'other-' || i % 2000", 20_000));

        static string Visits(string unit, int count) =>
            $"""
            insert into told_visit (tag, unit, hub, arrived, arrived_by, departed, times)
            select 'device:truck', {unit}, 'DEDTM', now() - i * interval '1 hour', i::text, now() - i * interval '1 hour' + interval '10 minutes', jsonb_build_object()
            from generate_series(1, {count}) i
            """;
    }

    [Fact]
    public async Task Visits_are_those_that_the_tags_stream_tells()
    {
        var seed = Random.Shared.Next();
        var (random, log) = (new Random(seed), tags.Services.GetRequiredService<IEventLog>());
        var (story, told) = (new List<object>(), new List<ToldVisit>());
        for (var i = 0; i < 300; i++)
        {
            story.Add(Next(random, i, told));
            told = ToldVisitsOracle.Of("device:visits", story);
        }

        var outcome = (AppendOutcome.Appended)await log.Append([new(Logistics.Tags.Tags.Tag.Stream.IdOf("device:visits"), Logistics.Tags.Tags.Tag.Stream.Name, null, story)], new() { Actor = "test" }, default);
        (await tags.Services.GetRequiredService<ProjectionProgress>().WaitFor(VisitsOfUnits.ProjectionName, outcome.Position, TimeSpan.FromSeconds(30), default)).Should().BeTrue();

        var all = await Visits("device:visits", Instant.MinValue, Now);
        all.Concat(await Visits("visits-unit", Instant.MinValue, Now)).Should().BeEquivalentTo(told, $"seed {seed}");
        (await Visits("visits-unit", Min(0), Min(60))).Should().BeEquivalentTo(
            told.Where(v => v.UnitId == "visits-unit" && (During(v.Times.ArrivedAt) || (v.Times.DepartedAt is { } left && During(left)))), $"seed {seed}");

        static bool During(OffsetDateTime at) => Min(0) <= at.ToInstant() && at.ToInstant() < Min(60);
    }

    /// <summary>Rows of a table that a question reads, with or without an index, after some were put there; nothing of it stays.</summary>
    private async Task<long> RowsLookedAt(string table, string question, params string[] before)
    {
        await using var connection = new NpgsqlConnection(tags.Database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var sql in before) await Run(sql);
        await Run($"analyze {table}");

        // So few rows are read at once from a disc that turns.
        await Run("set local random_page_cost = 1.1");
        var read = await Scalar(Read(table));
        (await Scalar(question)).Should().BePositive();
        return await Scalar(Read(table)) - read;

        static string Read(string table) => $"select coalesce(idx_tup_fetch, 0) + seq_tup_read from pg_stat_xact_user_tables where relname = '{table}'";

        async Task Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync();
        }

        async Task<long> Scalar(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            return (long)(await command.ExecuteScalarAsync())!;
        }
    }

    private static object Next(Random random, int i, List<ToldVisit> told)
    {
        var (unit, hub) = (random.Next(2) == 0 ? "visits-unit" : null, random.Next(2) == 0 ? "DEDTM" : "DEHAG");
        var open = told.Where(v => v.Times.DepartedAt is null).ToList();
        if (open.Count > 0 && random.Next(3) == 0)
        {
            var last = open[random.Next(open.Count)];
            return new TagDeparted(Attached(last), last.HubId, null, Local(Later(last)), DepartureCause.Exit, false, [Read(i, Later(last))]);
        }

        if (told.Count == 0 || random.Next(2) == 0) return new TagArrived(unit, hub, "rp-1", Local(At + Duration.FromSeconds(i * 40)), false, [Read(i, At)]);
        var was = told[random.Next(told.Count)];
        if (random.Next(2) == 0) return new VisitWithdrawn(Attached(was), was.HubId, was.Times);
        var now = was.Times with { ArrivedAt = Local(At + Duration.FromSeconds((i * 40) + 1)), ArrivedBy = Read(i, At), DepartedAt = null, DepartedBy = null };
        return new VisitAmended(Attached(was), was.HubId, "rp-2", was.Times, now);

        Instant Later(ToldVisit visit) => visit.Times.ArrivedAt.ToInstant() + Duration.FromSeconds(random.Next(20, 9_000));
    }

    private static string? Attached(ToldVisit visit) => visit.UnitId == "visits-unit" ? visit.UnitId : null;

    private async Task<List<ToldVisit>> Visits(string unit, Instant since, Instant until)
    {
        await using var source = NpgsqlDataSource.Create(tags.Database);
        await using var find = source.CreateCommand(VisitsOfUnits.During);
        find.Parameters.Add(new() { Value = new[] { unit } });
        find.Parameters.Add(new() { Value = new[] { since == Instant.MinValue ? DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc) : since.ToDateTimeUtc() } });
        find.Parameters.Add(new() { Value = new[] { until.ToDateTimeUtc() } });
        await using var rows = await find.ExecuteReaderAsync();
        var visits = new List<ToldVisit>();
        while (await rows.ReadAsync()) visits.Add(VisitsOfUnits.Of(rows));
        return visits;
    }

    private async Task<List<string>> Pages(int size, Instant at)
    {
        var (all, token) = (new List<string>(), "");
        do
        {
            var page = await tags.Aggregations.ListInsideAsync(new() { HandlingUnitId = "device:page-truck", At = at.ToTimestamp(), PageSize = size, PageToken = token }, tags.Shipper);
            page.Units.Count.Should().BeLessThanOrEqualTo(size);
            all.AddRange(page.Units.Select(u => $"{u.HandlingUnitId["device:page-".Length..]} {u.Depth}"));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return all;
    }

    private Task Put(Instant at, string parent, params string[] children) => Record(AggregationAction.Add, at, parent, children);

    private Task Take(Instant at, string parent, params string[] children) => Record(AggregationAction.Delete, at, parent, children);

    private async Task Record(AggregationAction action, Instant at, string parent, string[] children) => await tags.Aggregations.RecordAggregationAsync(
        new() { ParentId = parent, ChildIds = { children }, Action = action, At = Event(at) }, tags.Shipper);

    private static ReadReference Read(int i, Instant at) => new($"gw-1/ep-1/{i}", "gw-1", at, 60, at, "00ff");

    private static OffsetDateTime Local(Instant at) => at.WithOffset(Offset.FromHours(1));

    private static Instant Min(int minutes) => At + Duration.FromMinutes(minutes);
}
