using Logistics.Hosting.Identity;
using Logistics.Partners.Clients;
using NodaTime;
using Npgsql;

namespace Logistics.Partners.Introspection;

/// <summary>
/// Whose token or key this is, in one query by primary key or index. Roles come from the owner's row and not from the token's, so
/// that revoking, changing roles and changing a password take effect on tokens that are out already.
/// </summary>
internal sealed class TokenLookup(NpgsqlDataSource database, IClock clock)
{
    private static readonly string ByToken = $"""
        select t.kind, t.subject_id, coalesce(c.organisation_id, p.organisation_id), coalesce(c.roles, p.roles),
          coalesce(p.display_name, t.subject_id), t.expires_at
        from access_tokens t
        left join credentials c on t.kind = 'client' and c.kind = 'client' and c.id = t.subject_id and not c.revoked
        left join people.people p on t.kind = 'person' and p.id = t.subject_id and p.security_stamp = t.security_stamp
          and not p.must_change_password
        where t.token_hash = $1 and t.expires_at > $2 and (c.id is not null or p.id is not null)
          and {DeactivatedOrganisations.Excludes("coalesce(c.organisation_id, p.organisation_id)")}
        """;

    // A key does not expire; the answer does, so that whoever holds it asks again. A rotated key does, and the answer with it.
    private static readonly string ByKey = $"""
        select kind, id, organisation_id, roles, id, $2 + interval '1 hour'
        from credentials where key_hash = $1 and kind = 'device' and not revoked and {DeactivatedOrganisations.Excludes("organisation_id")}
        union all
        select kind, id, organisation_id, roles, id, least($2 + interval '1 hour', former_key_until)
        from credentials where former_key_hash = $1 and former_key_until > $2 and kind = 'device' and not revoked
          and {DeactivatedOrganisations.Excludes("organisation_id")}
        """;

    internal Task<TokenOwner?> Find(string token, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        return token switch
        {
            { Length: < Secret.LeastLength or > Secret.MostLength } => Task.FromResult<TokenOwner?>(null),
            _ when token.StartsWith(Secret.AccessTokenPrefix, StringComparison.Ordinal) => Find(ByToken, token, now, ct),
            // Keys of ours begin with dk_, keys that the operator brought with his devices may not.
            _ => Find(ByKey, token, now, ct),
        };
    }

    private async Task<TokenOwner?> Find(string sql, string token, Instant now, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = Secret.Hash(token) });
        command.Parameters.Add(new() { Value = now.ToDateTimeUtc() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? OwnerIn(reader) : null;
    }

    private static TokenOwner OwnerIn(NpgsqlDataReader row)
    {
        var roles = row.GetFieldValue<string[]>(3).ToHashSet();
        var caller = new Caller(KindOf(row.GetString(0), roles), row.GetString(1), row.GetString(2), roles, row.GetString(4));
        return new TokenOwner(caller, Instant.FromDateTimeUtc(row.GetDateTime(5)));
    }

    private static CallerKind KindOf(string kind, HashSet<string> roles) => kind switch
    {
        "person" => CallerKind.Person,
        CurrentCredentials.Device => CallerKind.Device,
        _ => ClientSignIn.KindOf(roles),
    };
}
