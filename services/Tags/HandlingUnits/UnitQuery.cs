using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Tags.V1;
using Logistics.Tags.Watching;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.HandlingUnits;

/// <summary>What is inside of what, as the caller may see it: functions of the database judge that (Schema/0005-nesting.sql, Schema/0008-inside.sql).</summary>
internal sealed class UnitQuery(NpgsqlDataSource database)
{
    /// <summary>The first of these units that the caller may say nothing of, from an instant on; null where there is none.</summary>
    internal async Task<string?> Hidden(string[] units, Instant from, Caller caller, CancellationToken ct) => (await database.Ask(
        caller, "select unit from unnest($1) with ordinality as asked (unit, place) where not names_unit(unit, tstzrange($2, null)) order by place limit 1",
        [new() { Value = units }, At(from)], row => row.GetString(0), ct)).FirstOrDefault();

    internal Task<List<string>> DirectlyIn(string container, Instant at, Caller caller, CancellationToken ct) => database.Ask(
        caller, "select directly_inside($1, $2, $3)", [new() { Value = container }, At(at), new() { Value = AggregationReport.MostChildren }], row => row.GetString(0), ct);

    /// <summary>Each unit is followed by what is in it; the units of one container in order.</summary>
    /// <param name="after">Where the page before ended: a unit, with what it is in from the outermost on.</param>
    /// <returns>And where this one ends; null where there is no more.</returns>
    internal async Task<(IReadOnlyList<InsideUnit> Units, string[]? Last)> Inside(string container, Instant at, string[] after, int size, Caller caller, CancellationToken ct)
    {
        var page = await database.Ask(
            caller, "select inside_path, inside_since from inside_page($1, $2, $3, $4)", [new() { Value = container }, At(at), new() { Value = after }, new() { Value = size }],
            row => (Path: row.GetFieldValue<string[]>(0), Since: row.GetInstant(1)), ct);
        return ([.. page.Select(unit => Unit(container, unit.Path, unit.Since))], page.Count == size ? page[^1].Path : null);
    }

    /// <summary>Nearest first; null where the caller does not see the unit.</summary>
    internal async Task<string[]?> Containers(string unit, Instant at, Caller caller, CancellationToken ct) => (await database.Ask(
        caller, "select containers_of($1, $2)", [new() { Value = unit }, At(at)], row => row.IsDBNull(0) ? null : row.GetFieldValue<string[]>(0), ct)).Single();

    /// <summary>Null where nothing is known, or the caller does not see the unit.</summary>
    internal async Task<V1.Whereabouts?> Find(string unit, Instant at, Caller caller, CancellationToken ct) => (await database.Ask(
        caller,
        $"""
        select {JournaledRead.ColumnsOf("(w.by_read)")}, w.by_path, p.hub, coalesce((w.by_read).latitude, p.latitude), coalesce((w.by_read).longitude, p.longitude),
          w.said_at, w.said_offset, w.said_recorded, w.said_read_point, w.said_location, w.said_by
        from whereabouts_of($1, $2) w left join read_point_place p on p.id = coalesce((w.by_read).read_point, w.said_read_point)
        """,
        [new() { Value = unit }, At(at)], Of, ct)).SingleOrDefault();

    /// <summary>Those that nobody has booked or tagged. Of the service itself.</summary>
    internal async Task<HashSet<string>> Unclaimed(IReadOnlyList<string> units, CancellationToken ct)
    {
        await using var find = database.CreateCommand("select u from unnest($1) u where not is_claimed(u)");
        find.Parameters.Add(new() { Value = units.ToArray() });
        await using var rows = await find.ExecuteReaderAsync(ct);
        var unclaimed = new HashSet<string>();
        while (await rows.ReadAsync(ct)) unclaimed.Add(rows.GetString(0));
        return unclaimed;
    }

    /// <summary>How many levels of units are in each of these, from an instant on. Of the service itself: nobody is told.</summary>
    internal async Task<Dictionary<string, int>> Heights(IReadOnlyList<string> units, Instant from, CancellationToken ct)
    {
        await using var find = database.CreateCommand(
            """
            with recursive down (root, id, depth) as (
              select u, u, 0 from unnest($1) u
              union all
              select down.root, s.unit, down.depth + 1 from down join unit_stay s on s.parent = down.id and coalesce(s.until, 'infinity') > $2 where down.depth < $3)
            select root, max(depth) from down group by root
            """);
        find.Parameters.Add(new() { Value = units.ToArray() });
        find.Parameters.Add(At(from));
        find.Parameters.Add(new() { Value = Nesting.Deepest });
        await using var rows = await find.ExecuteReaderAsync(ct);
        var heights = new Dictionary<string, int>();
        while (await rows.ReadAsync(ct)) heights[rows.GetString(0)] = rows.GetInt32(1);
        return heights;
    }

    private static V1.Whereabouts Of(NpgsqlDataReader row)
    {
        const int next = JournaledRead.ColumnCount;
        var answer = row.IsDBNull(0) ? Said(row, next + 4) : Read(JournaledRead.Of(row));
        answer.ByContainers.AddRange(row.GetFieldValue<string[]>(next));
        answer.HubId = row.Text(next + 1) ?? answer.HubId;
        answer.Position = row.IsDBNull(next + 2) ? null : Mapping.Position(row.GetDouble(next + 2), row.GetDouble(next + 3));
        return answer;
    }

    private static V1.Whereabouts Read(JournaledRead read)
    {
        var reference = read.Reference();
        return new()
        {
            TagId = read.Tag,
            ReadPointId = read.ReadPointId ?? "",
            EventTime = Mapping.EventTime(read.EventTime, read.OffsetMinutes),
            RecordTime = read.RecordTime.ToTimestamp(),
            GatewayId = read.Gateway,
            ReadId = reference.Id,
            ReadHash = reference.Hash,
        };
    }

    private static V1.Whereabouts Said(NpgsqlDataReader row, int first) => new()
    {
        EventTime = Mapping.EventTime(row.GetInstant(first), row.GetInt16(first + 1)),
        RecordTime = row.GetInstant(first + 2).ToTimestamp(),
        ReadPointId = row.Text(first + 3) ?? "",
        HubId = row.Text(first + 4) ?? "",
        ReportedBy = row.GetString(first + 5),
    };

    private static InsideUnit Unit(string container, string[] path, Instant since)
        => new() { HandlingUnitId = path[^1], ParentId = path.Length == 1 ? container : path[^2], Depth = path.Length, Since = since.ToTimestamp() };

    private static NpgsqlParameter At(Instant at) => new() { Value = at.ToDateTimeUtc() };
}
