namespace Logistics.Routing.Tests.Access;

/// <summary>
/// Who may what, as it is meant: a row for each route, a column for each caller. The carrier is the one whose service, lorry, run and
/// shipment is asked about, the rival another; a sandbox and a gateway belong to that carrier. `no`: its role may not call it at all,
/// or not for another's services; `none`: there is no such thing, as far as it is told; `late`: it may, but nothing is left to
/// renew.
/// </summary>
internal static class AccessTable
{
    private const string Text =
        """
        route                   admin  dispatcher  carrier  rival  shipper  service  sandbox  gateway  forged

        RegisterHub             ok     ok          no       no     no       no       no       no       unknown
        CloseHub                ok     ok          no       no     no       no       no       no       unknown
        RestrictSpeed           ok     ok          no       no     no       no       no       no       unknown
        SetReplanningPolicy     ok     ok          no       no     no       no       no       no       unknown
        ListReplanningPolicies  ok     ok          no       no     no       no       no       no       unknown

        RegisterCarrierService  ok     ok          ok       no     no       no       no       no       unknown
        RegisterHaulier         ok     ok          ok       no     no       no       no       no       unknown
        ImportNetwork           ok     ok          ok       no     no       no       no       no       unknown
        ReportDelay             ok     ok          ok       none   no       no       no       no       unknown
        CancelRun               ok     ok          ok       none   no       no       no       no       unknown

        ListCarrierServices     ok     ok          ok       ok     no       ok       no       no       unknown
        ListHauliers            ok     ok          ok       ok     no       ok       no       no       unknown
        ExportNetwork           ok     ok          ok       ok     no       ok       no       no       unknown

        ListHubs                ok     ok          ok       ok     ok       ok       no       no       unknown
        PlanItinerary           ok     ok          ok       ok     ok       ok       no       no       unknown
        CompareItineraries      ok     ok          ok       ok     ok       ok       no       no       unknown

        ProposeReplan           ok     ok          no       no     no       ok       no       no       unknown
        ApplyReplan             late   late        no       no     no       late     no       no       unknown
        GetItinerary            ok     ok          no       no     no       ok       no       no       unknown
        GetEta                  ok     ok          no       no     no       ok       no       no       unknown

        GetShipmentEta          ok     ok          ok       none   no       ok       no       no       unknown
        WatchShipmentEta        ok     ok          ok       none   no       ok       no       no       unknown
        GetEtaAccuracy          ok     ok          ok       ok     no       ok       no       no       unknown
        """;

    private static readonly string[][] Lines =
        [.. Text.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(cells => cells.Length > 0)];

    internal static IEnumerable<string> Routes => Lines[1..].Select(cells => cells[0]);

    internal static IEnumerable<(string Caller, string Answer)> Cells(string route)
    {
        var row = Lines[1..].Single(cells => cells[0] == route);
        return Lines[0][1..].Zip(row[1..]);
    }
}
