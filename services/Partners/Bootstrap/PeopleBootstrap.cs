using Logistics.EventStore;
using Logistics.Hosting;
using Logistics.Partners.Clients;
using Logistics.Partners.Organisations;
using Logistics.Partners.People;
using Microsoft.AspNetCore.Identity;

namespace Logistics.Partners.Bootstrap;

/// <summary>
/// Enters people with their one-time passwords. Who has chosen a password keeps it; until then the list's one-time password is the
/// one that counts.
/// </summary>
internal sealed class PeopleBootstrap(UserManager<Person> people)
{
    internal async Task Apply(BootstrapPerson listed, Organisation organisation)
    {
        if (Refusal(listed, organisation) is { } refusal)
            throw new InvalidOperationException($"Hub:Bootstrap cannot be applied to a person of {listed.Organisation}: {refusal.Detail}");

        var known = await people.FindByEmailAsync(listed.Email);
        if (known is null) Demand(await people.CreateAsync(New(listed), listed.OneTimePassword));
        else if (known.MustChangePassword && !await people.CheckPasswordAsync(known, listed.OneTimePassword)) await Replace(known, listed);
    }

    private async Task Replace(Person known, BootstrapPerson listed)
    {
        Demand(await people.RemovePasswordAsync(known));
        Demand(await people.AddPasswordAsync(known, listed.OneTimePassword));
    }

    private static Person New(BootstrapPerson listed)
    {
        var id = Ids.New("per");
        return new Person
        {
            Id = id,
            UserName = id,
            Email = listed.Email,
            OrganisationId = listed.Organisation,
            DisplayName = listed.Name,
            Roles = [.. RoleSet.Ordered(listed.Roles)],
            MustChangePassword = true,
        };
    }

    private static Refusal? Refusal(BootstrapPerson listed, Organisation organisation) => organisation switch
    {
        Organisation.Registered owner => (RoleRules.Refused(owner, listed.Roles) as Decision.Refused)?.Refusal,
        _ => new Refusal(Refusals.UnknownOrganisation, $"There is no organisation {listed.Organisation}."),
    };

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(
                $"Hub:Bootstrap has a person that cannot be entered: {string.Join(' ', result.Errors.Select(error => error.Code))}.");
    }
}
