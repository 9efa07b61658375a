using Logistics.EventStore;
using Logistics.Partners.Organisations;
using Npgsql;

namespace Logistics.Partners.OrganisationList;

/// <summary>Who is in the network: names and roles, which every partner may see.</summary>
internal sealed class OrganisationListProjection : Projection
{
    internal const string ProjectionName = "OrganisationList";

    public override string Name => ProjectionName;

    public override string Schema => "create table organisations (id text collate \"C\" primary key, name text not null, roles text[] not null);";

    public override IReadOnlyList<string> Tables => ["organisations"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        switch (e.Data)
        {
            case OrganisationRegistered o: Put(batch, o.OrganisationId, o.Name, o.Roles); break;
            case OrganisationChanged o: Put(batch, o.OrganisationId, o.Name, o.Roles); break;
        }
    }

    private static void Put(NpgsqlBatch batch, string id, string name, IReadOnlyList<string> roles)
        => batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            insert into organisations (id, name, roles) values ($1, $2, $3)
            on conflict (id) do update set name = excluded.name, roles = excluded.roles
            """)
        {
            Parameters = { new() { Value = id }, new() { Value = name }, new() { Value = roles.ToArray() } },
        });
}
