namespace Logistics.Partners;

/// <summary>Sets of roles, in one order, so that the same set is the same event.</summary>
internal static class RoleSet
{
    internal static IReadOnlyList<string> Ordered(IEnumerable<string> roles)
        => [.. roles.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    internal static string? FirstOutside(IReadOnlySet<string> known, IEnumerable<string> roles)
        => roles.FirstOrDefault(role => !known.Contains(role));
}
