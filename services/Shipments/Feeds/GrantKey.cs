namespace Logistics.Shipments.Feeds;

/// <summary>
/// A grant reads lists and feeds like a party: its rows are by a key of its own, with a sign that no organisation's id can have,
/// ids being ASCII.
/// </summary>
internal static class GrantKey
{
    public const string Sign = "§";

    public static string Of(string grantId) => Sign + grantId;

    public static bool Is(string key) => key.StartsWith(Sign, StringComparison.Ordinal);
}
