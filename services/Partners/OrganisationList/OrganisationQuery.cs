using Logistics.Partners.Introspection;
using Npgsql;

namespace Logistics.Partners.OrganisationList;

internal sealed record ListedOrganisation(string Id, string Name, IReadOnlyList<string> Roles, bool Deactivated);

internal sealed class OrganisationQuery(NpgsqlDataSource database)
{
    /// <summary>Up to <paramref name="limit"/> organisations of the network whose id follows the given one; sandboxes are none of it.</summary>
    internal async Task<IReadOnlyList<ListedOrganisation>> Page(string after, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"""
            select id, name, roles, not {DeactivatedOrganisations.Excludes("o.id")} from organisations o
            where id > $1 and not roles @> array['sandbox'] order by id limit $2
            """);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var page = new List<ListedOrganisation>();
        while (await reader.ReadAsync(ct))
            page.Add(new(reader.GetString(0), reader.GetString(1), reader.GetFieldValue<string[]>(2), reader.GetBoolean(3)));
        return page;
    }
}
