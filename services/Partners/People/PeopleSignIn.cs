using System.Diagnostics;
using Logistics.EventStore;
using Logistics.Hosting.Identity;
using Logistics.Partners.Organisations;
using Logistics.Partners.Tokens;
using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace Logistics.Partners.People;

/// <summary>
/// Signs people in. Whoever fails learns nothing: an unknown address and a wrong password get the same answer, after the same
/// work and not before the same time, and are turned away after the same number of failures.
/// </summary>
internal sealed class PeopleSignIn(
    UserManager<Person> people, Administration administration, AccessTokens tokens, SignInAttempts attempts, PasswordWork work, IClock clock, ILogger<PeopleSignIn> logger)
{
    private static readonly Duration Session = Duration.FromHours(12);
    private static readonly Duration UntilChanged = Duration.FromMinutes(15);

    /// <summary>Longer than any check takes, the counting of the failure in the database included.</summary>
    private static readonly TimeSpan RefusalsTake = TimeSpan.FromMilliseconds(500);

    internal async Task<SignInOutcome> SignIn(string email, string password, CancellationToken ct)
    {
        var verified = await Verified(email, password, ct);
        if (verified.Person is not { } person) return Refused(verified.Refusal);
        return await administration.Barred(person.OrganisationId, ct) is { } barred ? Refused(barred) : await Signed(person, ct);
    }

    internal async Task<SignInOutcome> ChangePassword(string email, string current, string fresh, CancellationToken ct)
    {
        var verified = await Verified(email, current, ct);
        if (verified.Person is not { } person) return Refused(verified.Refusal);
        if (await administration.Barred(person.OrganisationId, ct) is { } barred) return Refused(barred);
        if (PasswordRules.Fault(email, current, fresh) is { } fault) return Refused(new(Refusals.WeakPassword, fault));

        person.MustChangePassword = false;
        // Changes the security stamp too, and with it ends every token of this person.
        var changed = await people.ChangePasswordAsync(person, current, fresh);
        return changed.Succeeded
            ? await Signed(person, ct)
            : Refused(new(Refusals.WeakPassword, string.Join(' ', changed.Errors.Select(error => error.Description))));
    }

    private async Task<Verification> Verified(string email, string password, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var verified = await Checked(people.NormalizeEmail(email), password, ct);
        if (verified.Refusal is not { } refusal) return verified;
        logger.SignInRefused(refusal.Reason, Secret.HexHash(people.NormalizeEmail(email))[..12]);
        if (RefusalsTake - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } rest) await Task.Delay(rest, ct);
        return verified;
    }

    private async Task<Verification> Checked(string email, string password, CancellationToken ct)
    {
        if (attempts.People.IsTurnedAway(email) || !await work.Enter(ct)) return Verification.TooMany;
        try
        {
            // Asked again: others may have failed by this name while this one waited for a place.
            return attempts.People.IsTurnedAway(email) ? Verification.TooMany : await CheckedNow(email, password);
        }
        finally
        {
            work.Leave();
        }
    }

    private async Task<Verification> CheckedNow(string email, string password)
    {
        var person = await people.FindByEmailAsync(email);
        if (person is null) work.CheckNobodys(password);
        else if (await people.IsLockedOutAsync(person)) return Verification.TooMany;
        else if (await people.CheckPasswordAsync(person, password)) return await Passed(person, email);
        else await people.AccessFailedAsync(person);
        attempts.People.Failed(email);
        return Verification.Wrong;
    }

    private async Task<Verification> Passed(Person person, string email)
    {
        await people.ResetAccessFailedCountAsync(person);
        attempts.People.Succeeded(email);
        return new(person, null);
    }

    private async Task<SignInOutcome> Signed(Person person, CancellationToken ct)
    {
        var caller = new Caller(CallerKind.Person, person.Id, person.OrganisationId, person.Roles.ToHashSet(), person.DisplayName);
        var lifetime = person.MustChangePassword ? UntilChanged : Session;
        var token = await tokens.IssueToPerson(person.Id, person.SecurityStamp!, clock.GetCurrentInstant(), lifetime, ct);
        return new SignInOutcome.Signed(token, caller, person.MustChangePassword);
    }

    private static SignInOutcome.Refused Refused(Refusal? refusal) => new(refusal!);

    private sealed record Verification(Person? Person, Refusal? Refusal)
    {
        internal static readonly Verification TooMany = new(null, SignInOutcome.TooMany);
        internal static readonly Verification Wrong = new(null, SignInOutcome.Wrong);
    }
}
