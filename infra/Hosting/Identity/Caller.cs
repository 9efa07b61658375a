namespace Logistics.Hosting.Identity;

/// <summary>What kind of identity calls.</summary>
public enum CallerKind
{
    /// <summary>A person at the console.</summary>
    Person,

    /// <summary>A machine client of an organisation.</summary>
    Client,

    /// <summary>A gateway or another device.</summary>
    Device,

    /// <summary>A service of the hub itself.</summary>
    Service,
}

/// <summary>Who calls, as Partners says.</summary>
/// <param name="Id">Person, client or device id.</param>
/// <param name="Organisation">The organisation it acts for.</param>
/// <param name="Roles">Names of <see cref="Identity.Roles"/>.</param>
/// <param name="DisplayName">For people, as shown on screens; else the id.</param>
public sealed record Caller(CallerKind Kind, string Id, string Organisation, IReadOnlySet<string> Roles, string DisplayName)
{
    /// <summary>Has the role.</summary>
    public bool Is(string role) => Roles.Contains(role);

    /// <summary>How events name the actor: `client:id`.</summary>
    public string Actor => $"{Kind.ToString().ToLowerInvariant()}:{Id}";
}
