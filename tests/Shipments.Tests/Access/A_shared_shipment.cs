using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Logistics.Specs;
using NodaTime;

namespace Logistics.Shipments.Tests.Access;

/// <summary>A shipment with an organisation in every party's role, and one of everything that can be asked about it.</summary>
internal sealed record A_shared_shipment(string Id, string OrderId, string ReportId, string HandoverId, string WorkItemId, string DocumentHash, string TrackingToken)
{
    private static readonly byte[] Paper = [.. "%PDF-1.7 "u8, 1, 2, 3];

    /// <summary>Which organisation is what in <see cref="AccessTable.Parties"/>.</summary>
    public static string Organisation(string party) => party switch
    {
        "hub" => Known.Hub,
        "carrier" => Known.Carrier,
        "other" => "org-other",
        "sandbox" => "org-sandbox-a",
        _ => $"org-the-{party}",
    };

    public static string As(string role, string party) => $"{role}@{Organisation(party)}";

    /// <summary>The grant that an organisation has of the shipment, or had; null: it has none.</summary>
    public static string? GrantOf(string shipmentId, string party) => party is "grantee" or "former-grantee" ? $"gr-{party}-{shipmentId}" : null;

    public static V1.BookShipmentRequest Booking()
    {
        var request = A_booking.Good();
        request.Parties.Clear();
        request.Parties.Add(
            from role in new[] { V1.PartyRole.Consignor, V1.PartyRole.Consignee, V1.PartyRole.FreightForwarder, V1.PartyRole.NotifyParty }
            select new V1.Party { Role = role, OrganisationId = Organisation(Name(role)) });
        return request;
    }

    public static async Task<A_shared_shipment> Prepared(RunningShipments running, bool moved = true)
    {
        var (dispatcher, carrier) = (RunningShipments.As(As("dispatcher", "hub")), RunningShipments.As(As("carrier", "carrier")));
        var id = (await running.Shipments.BookShipmentAsync(Booking(), dispatcher)).ShipmentId;
        await running.Bus.Say(Messages.Plan(id));
        await running.Bus.Say(Messages.Eta(id, 2, Known.Due + NodaTime.Duration.FromMinutes(20)));
        var item = await Eventually.Some(
            async () => (await running.WorkItems.ListWorkItemsAsync(new() { ShipmentId = id }, dispatcher)).Items.FirstOrDefault(), "work item");
        var order = await Eventually.Some(
            async () => (await running.Orders.ListTransportOrdersAsync(new() { PageSize = 500 }, carrier)).Orders.FirstOrDefault(o => o.ShipmentId == id), "order");
        var report = A_report.Of(id, V1.MilestoneKind.Arrived, "DEHAG");
        if (moved) await running.Shipments.ReportStatusAsync(report, carrier);
        var handover = await running.Handovers.ConfirmHandoverAsync(Handover(id), carrier);
        var document = await running.Documents.UploadDocumentAsync(Upload(id), carrier);
        var link = await running.Shipments.CreateTrackingLinkAsync(Link(id), dispatcher);
        // Its list answers too.
        await Eventually.Some(
            async () => (await running.Handovers.ListHandoversAsync(new() { ShipmentId = id }, carrier)).Handovers.FirstOrDefault(), "handover");
        await Granted(running, id);
        return new(id, order.Id, report.ReportId, handover.Id, item.Id, document.Sha256, link.Token);
    }

    public static V1.ConfirmHandoverRequest Handover(string id) => new()
    {
        IdempotencyKey = Guid.NewGuid().ToString(),
        ShipmentId = id,
        HubId = "DEHAG",
        FromOrganisation = Known.Carrier,
        ToOrganisation = Known.OtherCarrier,
        Side = V1.HandoverSide.Releasing,
        EventTime = A_report.Of(id, V1.MilestoneKind.Arrived, "DEHAG").EventTime,
    };

    public static V1.UploadDocumentRequest Upload(string id) => new() { ShipmentId = id, Content = ByteString.CopyFrom(Paper) };

    public static V1.CreateTrackingLinkRequest Link(string id) => new()
    {
        IdempotencyKey = Guid.NewGuid().ToString(),
        ShipmentId = id,
        ExpiresAt = Timestamp.FromDateTimeOffset((SystemClock.Instance.GetCurrentInstant() + NodaTime.Duration.FromDays(1)).ToDateTimeOffset()),
    };

    /// <summary>One that stands, and one that stood and was revoked.</summary>
    private static async Task Granted(RunningShipments running, string id)
    {
        foreach (var party in new[] { "grantee", "former-grantee" })
        {
            var given = Messages.Grant(GrantOf(id, party)!, Organisation("consignor"), Organisation(party), id);
            await running.Bus.Say(given);
            await A_grant.Shows(running, given, id);
            if (party == "grantee") continue;
            await running.Bus.Say(Messages.Revoked(given));
            await A_grant.ShowsNothing(running, given);
        }
    }

    private static string Name(V1.PartyRole role) => role switch
    {
        V1.PartyRole.FreightForwarder => "forwarder",
        V1.PartyRole.NotifyParty => "notify-party",
        _ => role.ToString().ToLowerInvariant(),
    };
}
