using Logistics.EventStore;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.HandlingUnits;

/// <summary>
/// What was reported of units, and which stays come of it. No role may ask these tables: they are asked through functions that know
/// who may see which unit (Schema/0005-nesting.sql).
/// </summary>
internal sealed class StaysOfUnits : Projection
{
    internal const string ProjectionName = "StaysOfUnits";

    public override string Name => ProjectionName;

    /// <summary>2: facts that do not count. 3: pages of what is inside, in order of units; where facts were.</summary>
    public override int Version => 3;

    public override string Schema =>
        """
        create table unit_fact (unit text, parent text, at timestamptz, adds boolean, reported_by text not null, position bigint not null, provisional_by text,
          primary key (unit, at, parent, adds));
        create index unit_fact_by_parent on unit_fact (parent, position);
        create table unit_place (position bigint primary key, unit text not null, parent text not null, at timestamptz not null, at_offset smallint not null,
          adds boolean not null, read_point text, location text, reported_by text not null, provisional_by text, recorded timestamptz not null);
        create index unit_place_by_unit on unit_place (unit, at, position);
        create index unit_place_by_parent on unit_place (parent, at, position);
        create table unit_doubt (unit text, reported_by text, primary key (unit, reported_by));
        create table unit_stay (unit text, since timestamptz, until timestamptz, parent text not null, primary key (unit, since));
        create index unit_stay_by_parent on unit_stay (parent, since);
        create index unit_stay_present on unit_stay (parent, unit) where until is null;
        create index unit_stay_past on unit_stay (parent, until) where until is not null;
        """;

    public override IReadOnlyList<string> Tables => ["unit_fact", "unit_place", "unit_doubt", "unit_stay"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
        => throw new InvalidOperationException($"{Name} folds all facts of a unit; it has no commands of a single event.");

    protected override async Task Stage(IReadOnlyList<StoredEvent> page, NpgsqlConnection connection, NpgsqlBatch batch, CancellationToken ct)
    {
        var news = page.Where(e => e.Data is UnitReporterJudged || HandlingUnit.FactOf(e.Data) is not null).ToLookup(e => HandlingUnit.Stream.KeyOf(e.StreamId));
        if (news.Count == 0) return;
        string[] units = [.. news.Select(n => n.Key)];
        var (facts, doubted) = (await Known(units, connection, ct), await Doubted(units, connection, ct));
        var stays = new List<(string Unit, Stay Stay)>();
        foreach (var unit in units)
        {
            foreach (var e in news[unit]) Put(unit, e, batch);
            var doubts = news[unit].Select(e => e.Data).OfType<UnitReporterJudged>().Aggregate((IReadOnlyList<string>)[.. doubted[unit]], (by, judged) => judged.Judge(by));
            var all = facts[unit].Concat(news[unit].Select(e => HandlingUnit.FactOf(e.Data)).OfType<UnitFact>());
            stays.AddRange(Stay.Of(all.Where(fact => fact.Counts(doubts))).Select(stay => (unit, stay)));
        }

        batch.Add("delete from unit_stay where unit = any($1)", (object)units);
        batch.BatchCommands.Add(Put(stays));
    }

    private static void Put(string unit, StoredEvent e, NpgsqlBatch batch)
    {
        if (e.Data is UnitReporterJudged judged)
        {
            batch.Add(
                judged.Counts ? "delete from unit_doubt where unit = $1 and reported_by = $2" : "insert into unit_doubt values ($1, $2) on conflict do nothing",
                unit, judged.ReportedBy);
        }
        else if (HandlingUnit.FactOf(e.Data) is { } fact)
        {
            // What a party says again counts whoever said it first.
            batch.Add(
                $"""
                insert into unit_fact values ($1, $2, $3, $4, $5, $6, {(fact.ProvisionalBy is null ? "null" : "$5")})
                on conflict (unit, at, parent, adds) do update set provisional_by = null where excluded.provisional_by is null
                """,
                unit, fact.ParentId, fact.At.ToDateTimeUtc(), fact.Adds, ReporterOf(e.Data).Id, e.Position);
            if (fact.Place is { } place) batch.BatchCommands.Add(Put(unit, fact, place, e));
        }
    }

    private static NpgsqlBatchCommand Put(string unit, UnitFact fact, FactPlace place, StoredEvent e) => new(
        "insert into unit_place values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
    {
        Parameters =
        {
            new() { Value = e.Position }, new() { Value = unit }, new() { Value = fact.ParentId }, new() { Value = fact.At.ToDateTimeUtc() },
            new() { Value = (short)(ReporterOf(e.Data).At.Offset.Seconds / 60) }, new() { Value = fact.Adds }, Text(place.ReadPointId), Text(place.LocationId),
            new() { Value = ReporterOf(e.Data).Id }, Text(fact.ProvisionalBy), new() { Value = e.RecordedAt.ToDateTimeUtc() },
        },
    };

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static (string Id, OffsetDateTime At) ReporterOf(object e) => e switch
    {
        UnitAggregated added => (added.ReportedBy, added.At),
        UnitDisaggregated removed => (removed.ReportedBy, removed.At),
        _ => throw new ArgumentException($"{e.GetType().Name} is no fact of aggregation.", nameof(e)),
    };

    private static async Task<ILookup<string, UnitFact>> Known(string[] units, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var find = new NpgsqlCommand("select unit, parent, at, adds, provisional_by from unit_fact where unit = any($1)", connection) { Parameters = { new() { Value = units } } };
        await using var rows = await find.ExecuteReaderAsync(ct);
        var facts = new List<(string Unit, UnitFact Fact)>();
        while (await rows.ReadAsync(ct)) facts.Add((rows.GetString(0), new(rows.GetString(1), rows.GetInstant(2), rows.GetBoolean(3), rows.IsDBNull(4) ? null : rows.GetString(4))));
        return facts.ToLookup(f => f.Unit, f => f.Fact);
    }

    private static async Task<ILookup<string, string>> Doubted(string[] units, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var find = new NpgsqlCommand("select unit, reported_by from unit_doubt where unit = any($1)", connection) { Parameters = { new() { Value = units } } };
        await using var rows = await find.ExecuteReaderAsync(ct);
        var doubted = new List<(string Unit, string By)>();
        while (await rows.ReadAsync(ct)) doubted.Add((rows.GetString(0), rows.GetString(1)));
        return doubted.ToLookup(d => d.Unit, d => d.By);
    }

    private static NpgsqlBatchCommand Put(IReadOnlyList<(string Unit, Stay Stay)> stays) => new(
        "insert into unit_stay (unit, since, until, parent) select * from unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::text[])")
    {
        Parameters =
        {
            new() { Value = stays.Select(s => s.Unit).ToArray() },
            Times(stays.Select(s => (Instant?)s.Stay.From)),
            Times(stays.Select(s => s.Stay.Until == Instant.MaxValue ? null : (Instant?)s.Stay.Until)),
            new() { Value = stays.Select(s => s.Stay.ParentId).ToArray() },
        },
    };

    private static NpgsqlParameter Times(IEnumerable<Instant?> times)
        => new() { Value = times.Select(at => at?.ToDateTimeUtc()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz };
}
