using NodaTime;

namespace Logistics.Partners.Tokens;

/// <summary>The two counters of failed sign-ins: a client's id and a person's address are different names.</summary>
internal sealed class SignInAttempts(IClock clock)
{
    internal Attempts Clients { get; } = new(Attempts.Clients, clock);

    internal Attempts People { get; } = new(Attempts.People, clock);
}
