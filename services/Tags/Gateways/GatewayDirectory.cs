using Logistics.EventStore;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.Gateways;

/// <summary>Which gateways there are, and which of them are silent.</summary>
internal sealed class GatewayDirectory : Projection
{
    internal const string ProjectionName = "GatewayDirectory";

    public override string Name => ProjectionName;

    public override int Version => 2;

    public override string Schema =>
        $$"""
        create table gateway_directory (id text collate "C" primary key, owner text not null, read_point text, silent_since timestamptz);
        {{Sight.Grant("gateway_directory")}}
        alter table gateway_directory enable row level security;
        create policy gateway_directory_owner on gateway_directory for select using (
          current_setting('hub.everything', true) = 'on' or owner = current_setting('hub.organisation', true));
        """;

    public override IReadOnlyList<string> Tables => ["gateway_directory"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        switch (e.Data)
        {
            case GatewayRegistered gateway: Put(batch, gateway); break;
            case GatewayFellSilent silent: Silent(batch, e, silent.LastSeenAt); break;
            case GatewayHeardAgain: Silent(batch, e, null); break;
        }
    }

    private static void Put(NpgsqlBatch batch, GatewayRegistered gateway) => batch.BatchCommands.Add(
        new("insert into gateway_directory (id, owner, read_point) values ($1, $2, $3) on conflict (id) do update set read_point = excluded.read_point")
        {
            Parameters =
            {
                new() { Value = gateway.GatewayId },
                new() { Value = gateway.Owner },
                new() { Value = (object?)gateway.ReadPointId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            },
        });

    private static void Silent(NpgsqlBatch batch, StoredEvent e, Instant? since) => batch.BatchCommands.Add(
        new("update gateway_directory set silent_since = $2 where id = $1")
        {
            Parameters =
            {
                new() { Value = Gateway.Stream.KeyOf(e.StreamId) },
                new() { Value = (object?)since?.ToDateTimeUtc() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        });
}
