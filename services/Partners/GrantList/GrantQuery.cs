using Logistics.EventStore;
using Logistics.Partners.Grants;
using NodaTime;
using Npgsql;

namespace Logistics.Partners.GrantList;

/// <param name="Ordinal">Position where it was given: the list's order.</param>
internal sealed record ListedGrant(GrantGiven Given, Instant? RevokedAt, long Ordinal);

internal enum GrantSides
{
    Both,
    Given,
    Received,
}

/// <param name="ActiveAt">Null: those that have ended too.</param>
internal sealed record GrantQuestion(GrantSides Side, Instant? ActiveAt, long Before, int Limit);

internal sealed class GrantQuery(NpgsqlDataSource database)
{
    /// <summary>As the organisation: what the query forgets to ask the database does not show.</summary>
    internal async Task<IReadOnlyList<ListedGrant>> Page(string organisation, GrantQuestion question, CancellationToken ct)
    {
        var side = question.Side switch
        {
            GrantSides.Given => "giver = $1",
            GrantSides.Received => "receiver = $1",
            _ => "(giver = $1 or receiver = $1)",
        };
        var active = question.ActiveAt is null ? "" : " and until > $4 and revoked_at is null";
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new($"select set_config('hub.organisation', $1, true), {QueryRole.Become}") { Parameters = { new() { Value = organisation } } },
                new($"select given, revoked_at, ordinal from grant_list where {side} and ordinal < $2{active} order by ordinal desc limit $3")
                {
                    Parameters = { new() { Value = organisation }, new() { Value = question.Before }, new() { Value = question.Limit } },
                },
            },
        };
        if (question.ActiveAt is { } now) batch.BatchCommands[1].Parameters.Add(new() { Value = now.ToDateTimeUtc() });
        await using var rows = await batch.ExecuteReaderAsync(ct);
        await rows.NextResultAsync(ct);
        var page = new List<ListedGrant>();
        while (await rows.ReadAsync(ct))
            page.Add(new(
                EventJson.Deserialize<GrantGiven>(rows.GetString(0)),
                await rows.IsDBNullAsync(1, ct) ? null : Instant.FromDateTimeUtc(rows.GetDateTime(1)),
                rows.GetInt64(2)));
        return page;
    }
}
