using Logistics.EventStore;
using Logistics.Hosting.Identity;
using NodaTime;

namespace Logistics.Partners.Tokens;

internal sealed record IssuedToken(string Text, Instant ExpiresAt);

internal abstract record SignInOutcome
{
    /// <summary>One text for whatever was wrong with the name or the secret.</summary>
    internal static readonly Refusal Wrong = new(Refusals.InvalidCredentials, "Unknown name or wrong secret.");

    internal static readonly Refusal TooMany = new(Refusals.TooManyAttempts, "Too many attempts. Try again in a minute.");

    private SignInOutcome()
    {
    }

    internal sealed record Signed(IssuedToken Token, Caller Caller, bool MustChangePassword) : SignInOutcome;

    internal sealed record Refused(Refusal Refusal) : SignInOutcome;
}
