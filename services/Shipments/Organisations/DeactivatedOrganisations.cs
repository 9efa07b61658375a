using Logistics.EventStore;
using Logistics.Shipments.Feeds;
using Npgsql;

namespace Logistics.Shipments.Organisations;

/// <summary>Organisations that nobody acts for: what they have handed out opens nothing while they are in here.</summary>
internal sealed class DeactivatedOrganisations : Projection
{
    public const string Table = "deactivated_organisation";

    public override string Name => "DeactivatedOrganisations";

    public override string Schema => $"create table {Table} (id text collate \"C\" primary key);";

    public override IReadOnlyList<string> Tables => [Table];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        switch (e.Data)
        {
            case OrganisationDeactivated o: batch.BatchCommands.Add(Sql.Command($"insert into {Table} values ($1) on conflict do nothing", Sql.Of(o.OrganisationId))); break;
            case OrganisationReactivated o: batch.BatchCommands.Add(Sql.Command($"delete from {Table} where id = $1", Sql.Of(o.OrganisationId))); break;
        }
    }
}
