using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Logistics.Partners.People;

/// <summary>
/// Checking a password is slow on purpose. Only a few are checked at once, so that strangers' guesses leave the processor to
/// introspection, and an unknown address costs the same work as a known one.
/// </summary>
internal sealed class PasswordWork : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly Person Nobody = new() { OrganisationId = "", DisplayName = "", Roles = [] };
    private readonly SemaphoreSlim places = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly PasswordHasher<Person> hasher;
    private readonly string nobodysHash;

    public PasswordWork(IOptions<PasswordHasherOptions> options)
    {
        hasher = new PasswordHasher<Person>(options);
        nobodysHash = hasher.HashPassword(Nobody, Secret.New(""));
    }

    /// <summary>False where too many wait already; else <see cref="Leave"/> must follow.</summary>
    internal Task<bool> Enter(CancellationToken ct) => places.WaitAsync(Patience, ct);

    internal void Leave() => places.Release();

    internal void CheckNobodys(string password) => hasher.VerifyHashedPassword(Nobody, nobodysHash, password);

    public void Dispose() => places.Dispose();
}
