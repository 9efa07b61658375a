namespace Logistics.Hosting.Identity;

/// <summary>
/// Organisations that exist for trying the hub out: what they do concerns nobody else. Told by their id, so that no service needs
/// to ask anybody; Partners gives such an id to sandboxes only.
/// </summary>
public static class SandboxOrganisation
{
    /// <summary>`org-sandbox-carrier` is one.</summary>
    public const string Prefix = "org-sandbox-";

    /// <summary>Whether the id is a sandbox's.</summary>
    public static bool Is(string organisation) => organisation.StartsWith(Prefix, StringComparison.Ordinal);
}
