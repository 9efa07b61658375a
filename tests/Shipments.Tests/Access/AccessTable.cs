namespace Logistics.Shipments.Tests.Access;

/// <summary>
/// Who may what, as it is meant. A row says for one route and some roles what each organisation is answered about a shipment;
/// a role that no row of the route names is refused whatever its organisation (`permission-denied`), and so is, as
/// `unauthenticated`, who does not sign in. S: shipper, C: carrier, D: dispatcher, A: admin, G: gateway, V: service of the hub,
/// X: sandbox. A grantee asks through a grant of the consignor's where the route takes one; the former grantee's is revoked.
/// </summary>
internal static class AccessTable
{
    public static readonly IReadOnlyDictionary<char, string> Roles = new Dictionary<char, string>
    {
        ['S'] = "shipper",
        ['C'] = "carrier",
        ['D'] = "dispatcher",
        ['A'] = "admin",
        ['G'] = "gateway",
        ['V'] = "service",
        ['X'] = "sandbox",
    };

    private const string Text =
        """
        route                  roles  consignor            consignee            forwarder            notify-party         carrier              hub                  other                sandbox              grantee              former-grantee

        BookShipment           SC     ok                   not-a-party          ok                   not-a-party          not-a-party          not-a-party          not-a-party          not-a-party          not-a-party          not-a-party
        BookShipment           DA     ok                   not-a-party          ok                   not-a-party          not-a-party          ok                   not-a-party          not-a-party          not-a-party          not-a-party
        AmendShipment          SCDA   ok                   not-yours-to-change  ok                   not-yours-to-change  not-yours-to-change  ok                   shipment-not-found   shipment-not-found   shipment-not-found   shipment-not-found
        HoldShipment           SCDA   ok                   not-yours-to-change  ok                   not-yours-to-change  not-yours-to-change  ok                   shipment-not-found   shipment-not-found   shipment-not-found   shipment-not-found
        ReleaseShipment        SCDA   ok                   not-yours-to-change  ok                   not-yours-to-change  not-yours-to-change  ok                   shipment-not-found   shipment-not-found   shipment-not-found   shipment-not-found
        CancelShipment         SCDA   ok                   not-yours-to-change  ok                   not-yours-to-change  not-yours-to-change  ok                   shipment-not-found   shipment-not-found   shipment-not-found   shipment-not-found
        ReturnShipment         SCDA   ok                   not-yours-to-change  ok                   not-yours-to-change  not-yours-to-change  ok                   shipment-not-found   shipment-not-found   shipment-not-found   shipment-not-found
        DeclareLost            CDAX   ok                   ok                   ok                   ok                   ok                   ok                   shipment-not-found   shipment-not-found   shipment-not-found   shipment-not-found
        DeclareFound           CDAX   ok                   ok                   ok                   ok                   ok                   ok                   shipment-not-found   shipment-not-found   shipment-not-found   shipment-not-found
        GetShipment            SCDAVX ok                   ok                   ok                   ok                   ok                   ok                   shipment-not-found   shipment-not-found   ok                   grant-not-found
        ListShipments          SCDAVX ok                   ok                   ok                   ok                   ok                   ok                   nothing              nothing              ok                   grant-not-found
        WatchShipments         SCDAVX ok                   ok                   ok                   ok                   ok                   ok                   nothing              nothing              ok                   grant-not-found
        GetHistory             SCDAVX ok                   ok                   ok                   ok                   ok                   ok                   shipment-not-found   shipment-not-found   shipment-not-found   shipment-not-found
        ReportStatus           CDAX   ok                   ok                   ok                   ok                   ok                   ok                   shipment-not-found   shipment-not-found   shipment-not-found   shipment-not-found
        ReportStatuses         CDAX   ok                   ok                   ok                   ok                   ok                   ok                   shipment-not-found   shipment-not-found   shipment-not-found   shipment-not-found
        CorrectReport          CDAX   not-your-report      not-your-report      not-your-report      not-your-report      ok                   ok                   shipment-not-found   shipment-not-found   shipment-not-found   shipment-not-found
        CreateTrackingLink     SCDAVX ok                   ok                   ok                   ok                   not-yours-to-share   ok                   shipment-not-found   shipment-not-found   shipment-not-found   shipment-not-found
        RevokeTrackingLink     SCDAVX ok                   ok                   ok                   ok                   ok                   ok                   shipment-not-found   shipment-not-found   shipment-not-found   shipment-not-found
        GetTracking            V      ok                   ok                   ok                   ok                   ok                   ok                   ok                   ok                   ok                   ok

        ListTransportOrders    CDAVX  nothing              nothing              nothing              nothing              ok                   ok                   nothing              nothing              nothing              nothing
        WatchTransportOrders   CDAVX  nothing              nothing              nothing              nothing              ok                   ok                   nothing              nothing              nothing              nothing
        AcceptTransportOrder   CX     transport-order-not-found  transport-order-not-found  transport-order-not-found  transport-order-not-found  ok  transport-order-not-found  transport-order-not-found transport-order-not-found transport-order-not-found transport-order-not-found
        RejectTransportOrder   CX     transport-order-not-found  transport-order-not-found  transport-order-not-found  transport-order-not-found  ok  transport-order-not-found  transport-order-not-found transport-order-not-found transport-order-not-found transport-order-not-found

        UploadDocument         SCDAX  ok                   ok                   ok                   ok                   ok                   ok                   shipment-not-found   shipment-not-found   shipment-not-found   shipment-not-found
        GetDocument            SCDAVX ok                   ok                   ok                   ok                   ok                   ok                   document-not-found   document-not-found   ok                   grant-not-found

        ConfirmHandover        SCDAX  not-your-side        not-your-side        not-your-side        not-your-side        ok                   ok                   shipment-not-found   shipment-not-found   shipment-not-found   shipment-not-found
        DisputeHandover        SCDAX  handover-not-found   handover-not-found   handover-not-found   handover-not-found   ok                   ok                   handover-not-found   handover-not-found   handover-not-found   handover-not-found
        SettleHandover         DA     handover-not-found   handover-not-found   handover-not-found   handover-not-found   handover-not-found   ok                   handover-not-found   handover-not-found   handover-not-found   handover-not-found
        ListHandovers          SCDAVX nothing              nothing              nothing              nothing              ok                   ok                   nothing              nothing              nothing              nothing
        WatchHandovers         SCDAVX nothing              nothing              nothing              nothing              ok                   ok                   nothing              nothing              nothing              nothing

        ListWorkItems          DA     nothing              nothing              nothing              nothing              nothing              ok                   nothing              nothing              nothing              nothing
        WatchWorkItems         DA     nothing              nothing              nothing              nothing              nothing              ok                   nothing              nothing              nothing              nothing
        AcknowledgeWorkItem    DA     work-item-not-found  work-item-not-found  work-item-not-found  work-item-not-found  work-item-not-found  ok                   work-item-not-found  work-item-not-found  work-item-not-found  work-item-not-found
        AssignWorkItem         DA     work-item-not-found  work-item-not-found  work-item-not-found  work-item-not-found  work-item-not-found  ok                   work-item-not-found  work-item-not-found  work-item-not-found  work-item-not-found
        NoteWorkItem           DA     work-item-not-found  work-item-not-found  work-item-not-found  work-item-not-found  work-item-not-found  ok                   work-item-not-found  work-item-not-found  work-item-not-found  work-item-not-found
        ShelveWorkItem         DA     work-item-not-found  work-item-not-found  work-item-not-found  work-item-not-found  work-item-not-found  ok                   work-item-not-found  work-item-not-found  work-item-not-found  work-item-not-found
        ResolveWorkItem        DA     work-item-not-found  work-item-not-found  work-item-not-found  work-item-not-found  work-item-not-found  ok                   work-item-not-found  work-item-not-found  work-item-not-found  work-item-not-found

        ResetSandbox           X      not-a-sandbox        not-a-sandbox        not-a-sandbox        not-a-sandbox        not-a-sandbox        not-a-sandbox        not-a-sandbox        ok                   not-a-sandbox        not-a-sandbox
        """;

    private static readonly string[][] Lines =
        [.. Text.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(cells => cells.Length > 0)];

    /// <summary>What an organisation is to the shipment.</summary>
    public static IReadOnlyList<string> Parties => Lines[0][2..];

    public static IReadOnlyList<string> Routes => [.. Lines[1..].Select(cells => cells[0]).Distinct()];

    /// <summary>For every role and party.</summary>
    public static IEnumerable<(string Role, string Party, string Answer)> Cells(string route) =>
        from role in Roles
        from party in Parties
        let row = Lines[1..].SingleOrDefault(cells => cells[0] == route && cells[1].Contains(role.Key, StringComparison.Ordinal))
        select (role.Value, party, row is null ? "permission-denied" : row[2 + Parties.ToList().IndexOf(party)]);
}
