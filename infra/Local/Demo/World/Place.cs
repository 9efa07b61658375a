namespace Logistics.Demo.World;

/// <param name="Code">UN/LOCODE 2025-1.</param>
/// <param name="EntryGateway">Reads at the yard and the dock doors where goods come in.</param>
/// <param name="ExitGateway">Reads at the doors where they leave.</param>
/// <param name="Http">Its gateways post by HTTP; the others stream by gRPC.</param>
internal sealed record Place(
    string Code, string Name, double Latitude, double Longitude, string Zone, string EntryGateway, string ExitGateway, bool Http)
{
    internal string ReadPoint(string kind) => $"rp-demo-{Code.ToLowerInvariant()}-{kind}";
}

internal static class Places
{
    private const string Berlin = "Europe/Berlin";

    internal static readonly IReadOnlyList<Place> All =
    [
        new("DEDTM", "Dortmund", 51.5136, 7.4653, Berlin, "gw-dortmund-dock1", "gw-dortmund-dock2", true),
        One("DEHAG", "Hagen", 51.3671, 7.4633, "gw-hagen", true),
        One("DEHMM", "Hamm", 51.6739, 7.8150, "gw-hamm", true),
        One("DEUNN", "Unna", 51.5347, 7.6890, "gw-unna", false),
        One("DELUD", "Lüdenscheid", 51.2198, 7.6273, "gw-luedenscheid", false),
        One("DESGE", "Siegen", 50.8748, 8.0243, "gw-siegen", true),
        One("DEARN", "Arnsberg", 51.3967, 8.0644, "gw-arnsberg", false),
        One("DEOLE", "Olpe", 51.0289, 7.8513, "gw-olpe", false),
        One("DEISE", "Iserlohn", 51.3747, 7.6997, "gw-iserlohn", false),
        One("DEDUI", "Duisburg (Hafen)", 51.4516, 6.7303, "gw-duisburg", true),
        One("DEHAM", "Hamburg", 53.5347, 9.9220, "gw-hamburg", true),
        One("NLRTM", "Rotterdam", 51.8880, 4.4300, "gw-rotterdam", false, "Europe/Amsterdam"),
        One("ATVIE", "Wien", 48.1720, 16.4800, "gw-wien", false, "Europe/Vienna"),
        One("PLGDN", "Gdańsk", 54.3940, 18.6660, "gw-gdansk", true, "Europe/Warsaw"),
    ];

    private static readonly Dictionary<string, Place> ByCode = All.ToDictionary(place => place.Code);

    internal static Place Of(string code) => ByCode[code];

    internal static bool Has(string code) => ByCode.ContainsKey(code);

    private static Place One(string code, string name, double latitude, double longitude, string gateway, bool http, string zone = Berlin) =>
        new(code, name, latitude, longitude, zone, gateway, gateway, http);
}
