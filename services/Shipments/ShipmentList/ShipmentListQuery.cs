using Logistics.Hosting.Grpc;
using Logistics.Shipments.Feeds;

namespace Logistics.Shipments.ShipmentList;

/// <summary>What a caller may ask the list for.</summary>
internal static class ShipmentListQuery
{
    public static ListQuery From(V1.ListShipmentsRequest request)
    {
        var query = new ListQuery();
        if (request.States.Count > 0)
            query.Where("state = any({0})", Sql.Of(request.States.Select(State).ToArray()));
        if (request.LateOnly)
            query.Where("late");
        if (request.HubId.Length > 0)
            query.Where("hubs @> {0}", Sql.Of(new[] { Check.Id(request.HubId, "hub_id", 16) }));
        if (Check.OptionalText(request.Text, "text", 64) is { Length: > 0 } text)
            query.Where(
                $"id in (select id from {ShipmentListProjection.Terms} where term >= {{0}} and term < {{1}})",
                Sql.Of(ShipmentListProjection.Term(text)), Sql.Of(ShipmentListProjection.Term(text) + "\U0010FFFF"));
        return query;
    }

    private static short State(V1.ShipmentState state)
        => Enum.IsDefined(state) && state != V1.ShipmentState.Unspecified ? (short)state : throw Check.Invalid("states", "has an unknown state.");
}
