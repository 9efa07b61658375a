using Logistics.EventStore;
using Logistics.Partners.Organisations;
using Npgsql;

namespace Logistics.Partners.Introspection;

/// <summary>Organisations that nobody acts for: whatever token or key is shown, it is nobody's while its organisation is in here.</summary>
internal sealed class DeactivatedOrganisations : Projection
{
    internal const string ProjectionName = "DeactivatedOrganisations";

    /// <summary>A condition on the organisation's id.</summary>
    internal static string Excludes(string id) => $"not exists (select from deactivated_organisations d where d.id = {id})";

    public override string Name => ProjectionName;

    public override string Schema => "create table deactivated_organisations (id text collate \"C\" primary key);";

    public override IReadOnlyList<string> Tables => ["deactivated_organisations"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        switch (e.Data)
        {
            case OrganisationDeactivated o: Add(batch, "insert into deactivated_organisations values ($1) on conflict do nothing", o.OrganisationId); break;
            case OrganisationReactivated o: Add(batch, "delete from deactivated_organisations where id = $1", o.OrganisationId); break;
        }
    }

    private static void Add(NpgsqlBatch batch, string sql, string id) => batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = id } } });
}
