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

    public override string Schema =>
        """
        create table unit_fact (unit text, parent text, at timestamptz, adds boolean, reported_by text not null, position bigint not null,
          primary key (unit, at, parent, adds));
        create index unit_fact_by_parent on unit_fact (parent, position);
        create table unit_stay (unit text, since timestamptz, until timestamptz, parent text not null, primary key (unit, since));
        create index unit_stay_by_parent on unit_stay (parent, since);
        """;

    public override IReadOnlyList<string> Tables => ["unit_fact", "unit_stay"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
        => throw new InvalidOperationException($"{Name} folds all facts of a unit; it has no commands of a single event.");

    protected override async Task Stage(IReadOnlyList<StoredEvent> page, NpgsqlConnection connection, NpgsqlBatch batch, CancellationToken ct)
    {
        var news = page.Select(e => (Event: e, Fact: HandlingUnit.FactOf(e.Data))).Where(n => n.Fact is not null)
            .Select(n => (Unit: HandlingUnit.Stream.KeyOf(n.Event.StreamId), Fact: n.Fact!, n.Event)).ToList();
        if (news.Count == 0) return;
        foreach (var (unit, fact, e) in news)
        {
            batch.Add(
                "insert into unit_fact values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
                unit, fact.ParentId, fact.At.ToDateTimeUtc(), fact.Adds, ReporterOf(e.Data), e.Position);
        }

        string[] units = [.. news.Select(n => n.Unit).Distinct()];
        var known = await Known(units, connection, ct);
        var stays = units.SelectMany(unit => Stay.Of(known[unit].Concat(news.Where(n => n.Unit == unit).Select(n => n.Fact))).Select(stay => (unit, stay))).ToList();
        batch.Add("delete from unit_stay where unit = any($1)", (object)units);
        batch.BatchCommands.Add(Put(stays));
    }

    private static string ReporterOf(object e) => e switch
    {
        UnitAggregated added => added.ReportedBy,
        UnitDisaggregated removed => removed.ReportedBy,
        _ => throw new ArgumentException($"{e.GetType().Name} is no fact of aggregation.", nameof(e)),
    };

    private static async Task<ILookup<string, UnitFact>> Known(string[] units, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var find = new NpgsqlCommand("select unit, parent, at, adds from unit_fact where unit = any($1)", connection) { Parameters = { new() { Value = units } } };
        await using var rows = await find.ExecuteReaderAsync(ct);
        var facts = new List<(string Unit, UnitFact Fact)>();
        while (await rows.ReadAsync(ct)) facts.Add((rows.GetString(0), new(rows.GetString(1), rows.GetInstant(2), rows.GetBoolean(3))));
        return facts.ToLookup(f => f.Unit, f => f.Fact);
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
