using System.Collections.Concurrent;
using Grpc.Core;
using Logistics.Partners.V1;
using NodaTime;

namespace Logistics.Demo.Hub;

/// <summary>Access tokens of machine clients, each asked for anew before it ends.</summary>
internal sealed class ClientTokens(TokenService.TokenServiceClient tokens, KeyFiles keys)
{
    private static readonly Duration Margin = Duration.FromMinutes(2);
    private readonly ConcurrentDictionary<string, IssueTokenResponse> held = new();

    internal async Task<Metadata> Of(string client, CancellationToken ct)
    {
        var now = SystemClock.Instance.GetCurrentInstant();
        if (!held.TryGetValue(client, out var token) || Instant.FromUnixTimeSeconds(token.ExpiresAt.Seconds) - Margin < now)
        {
            var request = new IssueTokenRequest { ClientId = client, ClientSecret = keys.Secret(client) };
            held[client] = token = await tokens.IssueTokenAsync(request, cancellationToken: ct);
        }

        return Bearer(token.AccessToken);
    }

    internal static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };
}
