using Logistics.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.Gateways;

/// <summary>Which gateways there are.</summary>
internal sealed class GatewayDirectory : Projection
{
    internal const string ProjectionName = "GatewayDirectory";

    public override string Name => ProjectionName;

    public override string Schema =>
        $$"""
        create table gateway_directory (id text collate "C" primary key, owner text not null, read_point text);
        {{Sight.Grant("gateway_directory")}}
        alter table gateway_directory enable row level security;
        create policy gateway_directory_owner on gateway_directory for select using (
          current_setting('hub.everything', true) = 'on' or owner = current_setting('hub.organisation', true));
        """;

    public override IReadOnlyList<string> Tables => ["gateway_directory"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        if (e.Data is not GatewayRegistered gateway) return;
        batch.BatchCommands.Add(new("insert into gateway_directory values ($1, $2, $3) on conflict (id) do update set read_point = excluded.read_point")
        {
            Parameters =
            {
                new() { Value = gateway.GatewayId },
                new() { Value = gateway.Owner },
                new() { Value = (object?)gateway.ReadPointId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            },
        });
    }
}
