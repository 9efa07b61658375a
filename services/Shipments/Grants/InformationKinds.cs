namespace Logistics.Shipments.Grants;

/// <summary>What a grant can show of a shipment; Partners' words.</summary>
internal static class InformationKinds
{
    public const string Whereabouts = "whereabouts";
    public const string Schedule = "schedule";
    public const string Goods = "goods";
    public const string Parties = "parties";
    public const string Documents = "documents";
}
