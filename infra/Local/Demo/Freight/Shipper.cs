namespace Logistics.Demo.Freight;

/// <param name="Cold">Books refrigerated goods.</param>
internal sealed record Shipper(string Client, string[] Goods, string[] Origins, string[] Destinations, bool Cold)
{
    internal string Organisation => $"org-{Client}";

    internal static readonly IReadOnlyList<Shipper> All =
    [
        new("lenne-werkzeug", ["Drehteile", "Spannwerkzeuge", "Präzisionsfedern", "Armaturen", "Kaltband"],
            ["DELUD", "DEISE", "DEHAG", "DEOLE", "DESGE", "DEARN"],
            ["DEDTM", "DEHMM", "DEUNN", "DEDTM", "DEHAG", "DEARN", "DEHAM", "NLRTM", "ATVIE", "DEDUI"], false),
        new("hellweg-frische", ["Molkereiprodukte", "Frischfleisch", "Backwaren, gekühlt", "Salate"],
            ["DEDTM", "DEHMM", "DESGE", "DEDUI"],
            ["DESGE", "DELUD", "DEDTM", "DEHAG", "DEDUI", "DEHAM", "PLGDN"], true),
    ];

    /// <summary>Made-up people.</summary>
    internal static readonly string[] Consignees =
        ["Anke Beispiel", "Jörg Muster", "Zofia Przykład", "Marieke Voorbeeld", "Franz Exempel", "Gül Örnek"];
}
