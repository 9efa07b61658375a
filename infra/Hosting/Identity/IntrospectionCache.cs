using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Configuration;
using NodaTime;

namespace Logistics.Hosting.Identity;

/// <summary>
/// Keeps answers for 30 seconds at most (bad tokens for 5), so that a revocation is felt everywhere within that time. Keyed by
/// the token's hash: the cache holds no secrets. Bounded, because strangers can make up tokens without end.
/// </summary>
internal sealed class IntrospectionCache(IntrospectToken introspect, IClock clock, IConfiguration configuration) : IDisposable
{
    private readonly TimeSpan goodFor = TimeSpan.FromSeconds(Math.Min(30, configuration.GetValue("Hub:TokenCacheSeconds", 30.0)));
    private static readonly TimeSpan BadFor = TimeSpan.FromSeconds(5);
    private readonly MemoryCache answers = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    internal async Task<Caller?> Find(string token, CancellationToken ct)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (!answers.TryGetValue(key, out TokenOwner? owner))
        {
            owner = await introspect(token, ct);
            answers.Set(key, owner, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = owner is null ? BadFor : goodFor });
        }

        return owner is not null && owner.ExpiresAt > clock.GetCurrentInstant() ? owner.Caller : null;
    }

    public void Dispose() => answers.Dispose();
}
