using Grpc.Core;
using Logistics.Hosting;
using Logistics.Partners.V1;
using NodaTime;

namespace Logistics.Console.Names;

/// <summary>
/// The console's own access token, for the public page that nobody is signed in to. The clients of this service are anonymous
/// (they pass dispatchers' tokens on), so the page's calls carry it as a header.
/// </summary>
internal sealed class OwnToken(TokenService.TokenServiceClient partners, IConfiguration configuration, IClock clock)
{
    private static readonly Duration Margin = Duration.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private volatile Kept? kept;

    internal async Task<CallOptions> Call(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (kept is not { } current || current.RenewAt <= now) kept = current = await Fetch(ct);
        return new(new Metadata { { "authorization", $"Bearer {current.Token}" } }, now.ToDateTimeUtc() + Patience, ct);
    }

    /// <summary>A service refused it: the next call fetches another.</summary>
    internal void Forget() => kept = null;

    private async Task<Kept> Fetch(CancellationToken ct)
    {
        var answer = await partners.IssueTokenAsync(
            new IssueTokenRequest { ClientId = configuration.Required("Hub:Client:Id"), ClientSecret = configuration.Required("Hub:Client:Secret") },
            cancellationToken: ct);
        return new(answer.AccessToken, Instant.FromDateTimeOffset(answer.ExpiresAt.ToDateTimeOffset()) - Margin);
    }

    private sealed record Kept(string Token, Instant RenewAt);
}
