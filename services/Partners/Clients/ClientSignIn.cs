using Logistics.EventStore;
using Logistics.Hosting.Identity;
using Logistics.Partners.Organisations;
using Logistics.Partners.Tokens;
using NodaTime;

namespace Logistics.Partners.Clients;

/// <summary>
/// Exchanges a client's secret for a token. The right secret is taken even while the client's id is being guessed at: it cannot
/// be guessed, so turning its owner away would only help whoever wants to keep him out.
/// </summary>
internal sealed class ClientSignIn(
    Transactor streams, Administration administration, AccessTokens tokens, SignInAttempts attempts, IClock clock, ILogger<ClientSignIn> logger)
{
    private static readonly Duration Lifetime = Duration.FromMinutes(15);
    private static readonly string NobodysHash = Secret.HexHash(Secret.New(""));

    internal async Task<SignInOutcome> SignIn(string clientId, string secret, CancellationToken ct)
    {
        var (state, _) = await streams.Load(Client.Stream, clientId, ct);
        var client = state as Client.Active;
        if (!Secret.Matches(secret, client?.SecretHash ?? NobodysHash) || client is null) return Refused(clientId);

        attempts.Clients.Succeeded(clientId);
        if (await administration.Barred(client.OrganisationId, ct) is { } barred) return new SignInOutcome.Refused(barred);
        var token = await tokens.IssueToClient(clientId, clock.GetCurrentInstant(), Lifetime, ct);
        return new SignInOutcome.Signed(token, CallerOf(client), false);
    }

    internal static CallerKind KindOf(IEnumerable<string> roles) => roles.Contains(Roles.Service) ? CallerKind.Service : CallerKind.Client;

    private static Caller CallerOf(Client.Active client)
        => new(KindOf(client.Roles), client.Id, client.OrganisationId, client.Roles.ToHashSet(), client.Id);

    private SignInOutcome.Refused Refused(string clientId)
    {
        var refusal = attempts.Clients.IsTurnedAway(clientId) ? SignInOutcome.TooMany : SignInOutcome.Wrong;
        if (refusal == SignInOutcome.Wrong) attempts.Clients.Failed(clientId);
        logger.ClientRefused(refusal.Reason, clientId);
        return new(refusal);
    }
}
