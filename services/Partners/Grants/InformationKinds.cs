namespace Logistics.Partners.Grants;

/// <summary>The closed set of what a grant can show, as stored and as told on the bus; the contract's enum has them in this order.</summary>
internal static class InformationKinds
{
    internal static readonly IReadOnlyList<string> All = ["whereabouts", "schedule", "goods", "parties", "documents"];
}
