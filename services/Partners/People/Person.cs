using Microsoft.AspNetCore.Identity;

namespace Logistics.Partners.People;

/// <summary>
/// Somebody who signs in with e-mail and password. Starts with a one-time password that must be changed before anything else;
/// afterwards the tokens of each sign-in last until they expire, the password changes or they are ended. Personal data: it lives
/// here only, never in events, and is gone when the row is deleted.
/// </summary>
internal sealed class Person : IdentityUser
{
    public required string OrganisationId { get; init; }

    /// <summary>As shown on screens.</summary>
    public required string DisplayName { get; set; }

    public required List<string> Roles { get; set; }

    public bool MustChangePassword { get; set; }
}
