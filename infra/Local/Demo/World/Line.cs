namespace Logistics.Demo.World;

/// <summary>Vehicles of a carrier that go there and back all day.</summary>
/// <param name="Client">The carrier's machine client; its organisation is `org-` and the same.</param>
/// <param name="Stops">One way; the way back is the same.</param>
/// <param name="Minutes">Between the stops, in the real world.</param>
/// <param name="Headway">Minutes between two vehicles here, at most <paramref name="MostVehicles"/> of them.</param>
internal sealed record Line(
    string Id, string Name, string Client, string Mode, string[] Stops, int[] Minutes, int Headway, int MostVehicles, double CapacityKg,
    bool Refrigerated)
{
    internal string Carrier => $"org-{Client}";
}

internal static class Lines
{
    private const string Westfalen = "westfalen-linie";
    private const string Sauerland = "sauerland-express";
    private const string Rhein = "rhein-kombi";
    private const string Hanse = "hanse-fern";

    internal static readonly IReadOnlyList<Line> All =
    [
        new("wl-hellweg", "Dortmund - Unna - Hamm", Westfalen, "road", ["DEDTM", "DEUNN", "DEHMM"], [28, 26], 5, 4, 12_000, true),
        new("wl-volme", "Dortmund - Hagen", Westfalen, "road", ["DEDTM", "DEHAG"], [30], 4, 3, 12_000, true),
        new("wl-ruhr", "Dortmund - Iserlohn - Arnsberg", Westfalen, "road", ["DEDTM", "DEISE", "DEARN"], [32, 36], 6, 4, 12_000, false),
        new("wl-port", "Dortmund - Duisburg", Westfalen, "road", ["DEDTM", "DEDUI"], [55], 6, 3, 24_000, true),
        new("se-lenne", "Hagen - Lüdenscheid - Olpe - Siegen", Sauerland, "road", ["DEHAG", "DELUD", "DEOLE", "DESGE"], [34, 38, 33], 6, 5, 12_000, false),
        new("se-frisch", "Dortmund - Lüdenscheid - Siegen (Kühl)", Sauerland, "road", ["DEDTM", "DELUD", "DESGE"], [48, 55], 8, 4, 9_000, true),
        new("se-moehne", "Arnsberg - Iserlohn - Hagen", Sauerland, "road", ["DEARN", "DEISE", "DEHAG"], [36, 22], 6, 3, 9_000, false),
        new("rk-betuwe", "Duisburg - Rotterdam (Bahn)", Rhein, "rail", ["DEDUI", "NLRTM"], [215], 12, 4, 400_000, false),
        new("rk-rhein", "Duisburg - Rotterdam (Binnenschiff)", Rhein, "barge", ["DEDUI", "NLRTM"], [960], 45, 4, 1_500_000, true),
        new("rk-donau", "Duisburg - Wien (Bahn)", Rhein, "rail", ["DEDUI", "ATVIE"], [780], 25, 6, 400_000, true),
        new("hf-hamburg", "Dortmund - Hamburg (Bahn)", Hanse, "rail", ["DEDTM", "DEHAM"], [250], 12, 4, 400_000, false),
        new("hf-frost", "Hamm - Hamburg (Kühl)", Hanse, "road", ["DEHMM", "DEHAM"], [225], 15, 3, 22_000, true),
        new("hf-baltic", "Hamburg - Gdańsk", Hanse, "road", ["DEHAM", "PLGDN"], [540], 20, 5, 22_000, true),
        new("hf-feeder", "Hamburg - Gdańsk (Feeder)", Hanse, "sea", ["DEHAM", "PLGDN"], [2160], 90, 4, 4_000_000, false),
    ];
}
