using NodaTime;

namespace Logistics.Partners.Tokens;

/// <summary>The counters of failed sign-ins: a client's id, a person's address and a device that comes for its key are different names.</summary>
internal sealed class SignInAttempts(IClock clock)
{
    internal Attempts Clients { get; } = new(Attempts.Clients, clock);

    internal Attempts Claims { get; } = new(Attempts.Claims, clock);

    internal Attempts People { get; } = new(Attempts.People, clock);
}
