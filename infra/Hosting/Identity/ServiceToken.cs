using Logistics.Partners.V1;
using Microsoft.Extensions.Configuration;
using NodaTime;

namespace Logistics.Hosting.Identity;

/// <summary>This service's own access token, fetched when needed and a minute before it expires.</summary>
internal sealed class ServiceToken(TokenService.TokenServiceClient partners, IConfiguration configuration, IClock clock)
{
    private static readonly Duration Margin = Duration.FromMinutes(1);
    private readonly SemaphoreSlim fetching = new(1);
    private volatile Kept? kept;

    internal async Task<string> Get(CancellationToken ct)
    {
        if (kept is { } current && current.RenewAt > clock.GetCurrentInstant()) return current.Token;
        await fetching.WaitAsync(ct);
        try
        {
            if (kept is { } renewed && renewed.RenewAt > clock.GetCurrentInstant()) return renewed.Token;
            var answer = await partners.IssueTokenAsync(
                new IssueTokenRequest
                {
                    ClientId = configuration.Required("Hub:Client:Id"),
                    ClientSecret = configuration.Required("Hub:Client:Secret"),
                },
                cancellationToken: ct);
            kept = new Kept(answer.AccessToken, Instant.FromDateTimeOffset(answer.ExpiresAt.ToDateTimeOffset()) - Margin);
            return answer.AccessToken;
        }
        finally
        {
            fetching.Release();
        }
    }

    /// <summary>Partners refused it (it may have lost it): the next call fetches another.</summary>
    internal void Forget() => kept = null;

    private sealed record Kept(string Token, Instant RenewAt);
}
