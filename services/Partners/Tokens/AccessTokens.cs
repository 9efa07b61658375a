using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Partners.Tokens;

/// <summary>
/// Access tokens: 256 random bits each, of which the database knows the SHA-256 only. Nothing is signed and nothing is read out of
/// them, so that ending one takes effect with the next question.
/// </summary>
internal sealed class AccessTokens(NpgsqlDataSource database)
{
    internal Task<IssuedToken> IssueToClient(string clientId, Instant now, Duration lifetime, CancellationToken ct)
        => Issue("client", clientId, null, now, lifetime, ct);

    /// <param name="securityStamp">Identity's: the token ends when the person's changes.</param>
    internal Task<IssuedToken> IssueToPerson(string personId, string securityStamp, Instant now, Duration lifetime, CancellationToken ct)
        => Issue("person", personId, securityStamp, now, lifetime, ct);

    /// <summary>Ends a token at once; nothing happens where there is none.</summary>
    internal async Task End(string token, CancellationToken ct)
    {
        await using var command = database.CreateCommand("delete from access_tokens where token_hash = $1");
        command.Parameters.Add(new() { Value = Secret.Hash(token) });
        await command.ExecuteNonQueryAsync(ct);
    }

    internal async Task<int> DeleteExpired(Instant now, CancellationToken ct)
    {
        await using var command = database.CreateCommand("delete from access_tokens where expires_at <= $1");
        command.Parameters.Add(new() { Value = now.ToDateTimeUtc() });
        return await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<IssuedToken> Issue(string kind, string subject, string? stamp, Instant now, Duration lifetime, CancellationToken ct)
    {
        var token = new IssuedToken(Secret.New(Secret.AccessTokenPrefix), now + lifetime);
        await using var command = database.CreateCommand(
            """
            insert into access_tokens (token_hash, kind, subject_id, security_stamp, issued_at, expires_at)
            values ($1, $2, $3, $4, $5, $6)
            """);
        command.Parameters.Add(new() { Value = Secret.Hash(token.Text) });
        command.Parameters.Add(new() { Value = kind });
        command.Parameters.Add(new() { Value = subject });
        command.Parameters.Add(new() { Value = (object?)stamp ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = now.ToDateTimeUtc() });
        command.Parameters.Add(new() { Value = token.ExpiresAt.ToDateTimeUtc() });
        await command.ExecuteNonQueryAsync(ct);
        return token;
    }
}
