using Grpc.Core;
using Logistics.Contracts.Partners;
using Logistics.Specs;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

/// <summary>What its receiver is answered through a grant.</summary>
internal static class A_grant
{
    public static Metadata Receiver(this GrantChanged grant) => As($"shipper@{grant.To}");

    public static Task<V1.Shipment> Shows(RunningShipments running, GrantChanged grant, string shipmentId)
        => Eventually.Some(() => Find(running, grant, shipmentId), $"shipment by {grant.GrantId}");

    /// <summary>It is answered like one that never was.</summary>
    public static Task ShowsNothing(RunningShipments running, GrantChanged grant) => Eventually.True(
        async () =>
        {
            try
            {
                await running.Shipments.ListShipmentsAsync(new() { GrantId = grant.GrantId }, grant.Receiver());
                return false;
            }
            catch (RpcException e) when (e.Trailers.GetValue("reason") == "grant-not-found")
            {
                return true;
            }
        },
        $"end of {grant.GrantId}");

    private static async Task<V1.Shipment?> Find(RunningShipments running, GrantChanged grant, string shipmentId)
    {
        try
        {
            return await running.Shipments.GetShipmentAsync(new() { ShipmentId = shipmentId, GrantId = grant.GrantId }, grant.Receiver());
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }
}
