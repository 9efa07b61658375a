using Logistics.EventStore;
using Logistics.Tags.Tags;
using Logistics.Tags.Watching;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.HandlingUnits;

/// <summary>
/// Tells of units what their containers did. After every visit that is told of a container, and every fact of aggregation, it is worked
/// out anew for the units concerned and told as far as it differs from what their streams have: so it may come again, and in any order.
/// </summary>
internal sealed class UnitsInside(NpgsqlDataSource database, Transactor transactor, ProjectionProgress progress) : Subscription
{
    internal const string SubscriptionName = "UnitsInside";

    private const int AtOnce = 8;
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(30);

    /// <summary>infinity, as Npgsql takes it.</summary>
    private static readonly DateTime Forever = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);

    private static readonly ILookup<string, ToldVisit> Nothing = Array.Empty<ToldVisit>().ToLookup(visit => visit.UnitId);

    public override string Name => SubscriptionName;

    public override async Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
    {
        var concerned = batch.Select(Concerned).OfType<Concern>().ToList();
        if (concerned.Count == 0) return;
        foreach (var projection in (string[])[StaysOfUnits.ProjectionName, VisitsOfUnits.ProjectionName])
        {
            if (!await progress.WaitFor(projection, batch[^1].Position, CatchUp, ct)) throw new TimeoutException($"{projection} is behind position {batch[^1].Position}.");
        }

        var affected = await Affected(concerned, ct);
        await Parallel.ForEachAsync(
            affected, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (unit, stop) => await Follow(unit.Key, unit.Value, stop));
    }

    private async Task Follow(string unit, Instant from, CancellationToken ct)
    {
        var stays = await Stays(unit, from, ct);
        var inside = new Nesting(id => [.. stays[id]]).Containers(unit, from, Instant.MaxValue).ToList();
        var visits = inside.Count == 0 ? Nothing : await Visits(inside, ct);
        var moves = InsideMove.Of(inside, container => visits[container]);
        if (moves.Count > 0) await Keep(moves, ct);
        await transactor.Transact(HandlingUnit.Stream, unit, state => UnitDecider.Follow(state, moves, from), new() { Actor = "inside" }, ct);
    }

    /// <summary>The reads it rests on may be of a tag on no unit, which nobody kept yet.</summary>
    private async Task Keep(IReadOnlyList<InsideMove> moves, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await EvidenceRows.Keep(connection, [.. moves.Select(move => (move.TagId, move.By))], ct);
    }

    /// <summary>What is inside of these units at these times, and itself where a fact is about it; each with the instant it is to be looked at from.</summary>
    private async Task<Dictionary<string, Instant>> Affected(IReadOnlyList<Concern> concerned, CancellationToken ct)
    {
        await using var find = database.CreateCommand(
            """
            with recursive down (id, since, until, first, depth) as (
              select *, 0 from unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $2::timestamptz[])
              union all
              select s.unit, greatest(down.since, s.since), least(down.until, coalesce(s.until, 'infinity')), down.first, down.depth + 1
              from down join unit_stay s on s.parent = down.id and s.since <= down.until and down.since <= coalesce(s.until, 'infinity')
              where down.depth < $4)
            select id, min(first) from down where depth > 0 group by id
            """);
        find.Parameters.Add(new() { Value = concerned.Select(c => c.UnitId).ToArray() });
        find.Parameters.Add(new() { Value = concerned.Select(c => c.From.ToDateTimeUtc()).ToArray() });
        find.Parameters.Add(new() { Value = concerned.Select(c => c.Until.ToDateTimeUtc()).ToArray() });
        find.Parameters.Add(new() { Value = Nesting.Deepest });
        var affected = concerned.Where(c => c.Itself).GroupBy(c => c.UnitId, c => c.From).ToDictionary(unit => unit.Key, unit => unit.Min());
        await using var rows = await find.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var (unit, first) = (rows.GetString(0), rows.GetInstant(1));
            affected[unit] = affected.TryGetValue(unit, out var known) ? Instant.Min(known, first) : first;
        }

        return affected;
    }

    /// <summary>Of a unit and of all it is inside of from an instant on.</summary>
    private async Task<ILookup<string, Stay>> Stays(string unit, Instant from, CancellationToken ct)
    {
        await using var find = database.CreateCommand(
            """
            with recursive up (id, depth) as (
              select $1, 0
              union
              select s.parent, up.depth + 1 from up join unit_stay s on s.unit = up.id and $2 < coalesce(s.until, 'infinity') where up.depth < $3)
            select distinct s.unit, s.parent, s.since, s.until from up join unit_stay s on s.unit = up.id and $2 < coalesce(s.until, 'infinity')
            """);
        find.Parameters.Add(new() { Value = unit });
        find.Parameters.Add(new() { Value = from.ToDateTimeUtc() });
        find.Parameters.Add(new() { Value = Nesting.Deepest });
        await using var rows = await find.ExecuteReaderAsync(ct);
        var stays = new List<(string Unit, Stay Stay)>();
        while (await rows.ReadAsync(ct)) stays.Add((rows.GetString(0), new(rows.GetString(1), rows.GetInstant(2), rows.Time(3) ?? Instant.MaxValue)));
        return stays.ToLookup(s => s.Unit, s => s.Stay);
    }

    /// <summary>Of these containers, while the unit was inside of them.</summary>
    private async Task<ILookup<string, ToldVisit>> Visits(IReadOnlyCollection<Enclosure> inside, CancellationToken ct)
    {
        await using var find = database.CreateCommand(VisitsOfUnits.During);
        find.Parameters.Add(new() { Value = inside.Select(e => e.ContainerId).ToArray() });
        find.Parameters.Add(new() { Value = inside.Select(e => e.From.ToDateTimeUtc()).ToArray() });
        find.Parameters.Add(new() { Value = inside.Select(e => e.Until == Instant.MaxValue ? Forever : e.Until.ToDateTimeUtc()).ToArray() });
        await using var rows = await find.ExecuteReaderAsync(ct);
        var visits = new List<ToldVisit>();
        while (await rows.ReadAsync(ct)) visits.Add(VisitsOfUnits.Of(rows));
        return visits.Distinct().ToLookup(visit => visit.UnitId);
    }

    private static Concern? Concerned(StoredEvent e)
    {
        if (e.Data is UnitReporterJudged judged) return new(HandlingUnit.Stream.KeyOf(e.StreamId), judged.From, Instant.MaxValue, true);
        if (HandlingUnit.FactOf(e.Data) is { } fact) return new(HandlingUnit.Stream.KeyOf(e.StreamId), fact.At, Instant.MaxValue, true);
        return e.Data is TagArrived or TagDeparted or VisitAmended or VisitWithdrawn && ToldVisits.Concerned(Tag.Stream.KeyOf(e.StreamId), e.Data) is var (unit, from, until)
            ? new(unit, from, until, false)
            : null;
    }

    /// <param name="Itself">A fact about it, not only about what is inside of it.</param>
    private sealed record Concern(string UnitId, Instant From, Instant Until, bool Itself);
}
