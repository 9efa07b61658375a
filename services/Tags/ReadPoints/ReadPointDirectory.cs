using Logistics.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.ReadPoints;

/// <summary>
/// Which read points there are, for their owners; and, without owners, where a read was, for whoever may see the read.
/// </summary>
internal sealed class ReadPointDirectory : Projection
{
    internal const string ProjectionName = "ReadPointDirectory";

    public override string Name => ProjectionName;

    public override string Schema =>
        $$"""
        create table read_point_directory (id text collate "C" primary key, hub text, kind text not null,
          latitude double precision, longitude double precision, owner text not null);
        {{Sight.Grant("read_point_directory")}}
        alter table read_point_directory enable row level security;
        create policy read_point_directory_owner on read_point_directory for select using (
          current_setting('hub.everything', true) = 'on' or owner = current_setting('hub.organisation', true));
        create table read_point_place (id text collate "C" primary key, hub text, latitude double precision, longitude double precision);
        {{Sight.Grant("read_point_place")}}
        """;

    public override IReadOnlyList<string> Tables => ["read_point_directory", "read_point_place"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        if (e.Data is not ReadPointRegistered point) return;
        Put(
            batch,
            """
            insert into read_point_directory (id, hub, latitude, longitude, kind, owner) values ($1, $2, $3, $4, $5, $6)
            on conflict (id) do update set hub = excluded.hub, kind = excluded.kind, latitude = excluded.latitude, longitude = excluded.longitude
            """,
            point, point.Kind, point.Owner);
        Put(
            batch,
            """
            insert into read_point_place values ($1, $2, $3, $4)
            on conflict (id) do update set hub = excluded.hub, latitude = excluded.latitude, longitude = excluded.longitude
            """,
            point);
    }

    private static void Put(NpgsqlBatch batch, string sql, ReadPointRegistered point, params string[] more)
    {
        var command = new NpgsqlBatchCommand(sql)
        {
            Parameters =
            {
                new() { Value = point.ReadPointId },
                new() { Value = (object?)point.HubId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = (object?)point.Position?.Latitude ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Double },
                new() { Value = (object?)point.Position?.Longitude ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Double },
            },
        };
        foreach (var value in more) command.Parameters.Add(new() { Value = value });
        batch.BatchCommands.Add(command);
    }
}
