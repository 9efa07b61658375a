using Google.Protobuf.WellKnownTypes;
using Logistics.Hosting.Grpc;
using Logistics.Shipments.Feeds;
using Logistics.Shipments.WorkItems;

namespace Logistics.Shipments.ShipmentList;

/// <summary>What a caller may ask the list for.</summary>
internal static class ShipmentListQuery
{
    /// <param name="size">Of the page.</param>
    public static ListQuery From(V1.ListShipmentsRequest request, int size)
    {
        if (request.GrantId.Length > 0 && !request.Equals(WithoutFilters(request))) throw Check.Invalid("grant_id", "goes without filters.");
        var query = new ListQuery();
        if (request.States.Count > 0) query.Where("p.state = any({0})", Sql.Of(request.States.Select(s => (short)Requests.Known(s, "states")).ToArray()));
        if (request.LateOnly) query.Where("p.late");
        Exceptions(query, request);
        Places(query, request);
        Time(query, "p.booked_at >= {0}", request.BookedFrom, "booked_from");
        Time(query, "p.booked_at < {0}", request.BookedBefore, "booked_before");
        Time(query, "p.due >= {0}", request.DueFrom, "due_from");
        Time(query, "p.due < {0}", request.DueBefore, "due_before");
        if (request.PartyId.Length > 0) query.Where("p.parties @> {0}", Sql.Of(new[] { Check.Id(request.PartyId, "party_id", 64) }));
        Search(query, request, size);
        return query;
    }

    private static V1.ListShipmentsRequest WithoutFilters(V1.ListShipmentsRequest request)
        => new() { GrantId = request.GrantId, PageSize = request.PageSize, PageToken = request.PageToken, MinPosition = request.MinPosition };

    private static void Exceptions(ListQuery query, V1.ListShipmentsRequest request)
    {
        if (request.WithExceptions || request.ExceptionKinds.Count > 0) query.Where("p.exceptions <> 0");
        if (request.ExceptionKinds.Count == 0) return;
        var kinds = request.ExceptionKinds.Select(k => (WorkItemKind)Requests.Known(k, "exception_kinds"));
        query.Where("p.exceptions & {0} <> 0", Sql.Of(ShipmentColumns.Bits(kinds)));
    }

    private static void Places(ListQuery query, V1.ListShipmentsRequest request)
    {
        if (request.HubId.Length > 0) query.Where("p.hubs @> {0}", Sql.Of(new[] { Check.Id(request.HubId, "hub_id", 16) }));
        if (request.OriginHubId.Length > 0) query.Where("p.origin = {0}", Sql.Of(Check.Id(request.OriginHubId, "origin_hub_id", 16)));
        if (request.DestinationHubId.Length > 0) query.Where("p.destination = {0}", Sql.Of(Check.Id(request.DestinationHubId, "destination_hub_id", 16)));
    }

    private static void Time(ListQuery query, string condition, Timestamp? time, string field)
    {
        if (time is not null) query.Where(condition, Sql.Of(ShipmentColumns.Micros(Check.Timestamp(time, field))));
    }

    private static void Search(ListQuery query, V1.ListShipmentsRequest request, int size)
    {
        var text = Check.OptionalText(request.Text, "text", 64);
        var reference = Check.OptionalText(request.Reference, "reference", 64);
        var alone = query.Parameters.Count == 0 && !request.LateOnly && !request.WithExceptions && (text.Length == 0 || reference.Length == 0);
        var below = Cursor.ParsePageToken(request.PageToken);
        if (text.Length > 0) SearchTerms.Find(query, text, exactly: false, alone ? size + 1 : null, below);
        if (reference.Length > 0) SearchTerms.Find(query, reference, exactly: true, alone ? size + 1 : null, below);
    }
}
