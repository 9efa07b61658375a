namespace Logistics.Shipments;

/// <summary>The organisation that runs the hub: freight forwarder of every shipment, owner of every work item.</summary>
internal sealed record HubOperator(string Organisation)
{
    public static HubOperator From(IConfiguration configuration) => new(configuration["Hub:Operator"] ?? "org-hub");
}
