using Logistics.Partners.Tokens;
using Microsoft.AspNetCore.Identity;

namespace Logistics.Partners.People;

/// <summary>
/// Length is what counts (NIST SP 800-63B): no rules about kinds of characters, but neither the old password again, nor one's own
/// address, nor a few letters repeated.
/// </summary>
internal static class PasswordRules
{
    internal const int LeastLength = 12;

    /// <summary>PBKDF2 over a longer one would be work for nothing.</summary>
    internal const int MostLength = 256;

    /// <summary>OWASP's count for PBKDF2 with HMAC-SHA512.</summary>
    private const int Iterations = 210_000;

    internal static void Apply(IdentityOptions options)
    {
        var password = options.Password;
        password.RequiredLength = LeastLength;
        password.RequiredUniqueChars = 5;
        password.RequireDigit = password.RequireLowercase = password.RequireUppercase = password.RequireNonAlphanumeric = false;
        options.User.RequireUniqueEmail = true;
        options.Lockout.MaxFailedAccessAttempts = Attempts.People.Most;
        options.Lockout.DefaultLockoutTimeSpan = Attempts.People.Pause.ToTimeSpan();
    }

    internal static void Apply(PasswordHasherOptions options) => options.IterationCount = Iterations;

    /// <summary>What is wrong with a new password beyond Identity's own rules, or null.</summary>
    internal static string? Fault(string email, string current, string fresh)
    {
        if (fresh == current) return "The new password is the old one.";
        var own = email.Split('@')[0];
        return own.Length >= 4 && fresh.Contains(own, StringComparison.OrdinalIgnoreCase) ? "A password must not contain the own address." : null;
    }
}
