namespace Logistics.Tags.Codes;

/// <summary>How a GS1 identification key is written under its application identifier (GS1 General Specifications, chapter 3).</summary>
/// <param name="Scheme">The EPC scheme of the same things.</param>
/// <param name="Ai">Of the key itself.</param>
/// <param name="Digits">Its digits with the check digit; 0 where it is text (GIAI).</param>
/// <param name="SerialAi">Null where there is no serial, or where it follows the digits directly.</param>
/// <param name="MostSerial">Characters; 0 where there is no serial.</param>
/// <param name="Indicator">The first digit stands before the company prefix (SSCC extension, GTIN indicator, GRAI zero).</param>
internal sealed record KeyFormat(string Scheme, string Ai, int Digits, string? SerialAi, int MostSerial, bool Indicator)
{
    internal static readonly KeyFormat[] All =
    [
        new("sgtin", "01", 14, "21", 20, true),
        new("sscc", "00", 18, null, 0, true),
        new("sgln", "414", 13, "254", 20, false),
        new("grai", "8003", 14, null, 16, true),
        new("giai", "8004", 0, null, 30, false),
        new("gsrn", "8018", 18, null, 0, false),
        new("gsrnp", "8017", 18, null, 0, false),
        new("gdti", "253", 13, null, 17, false),
    ];

    /// <summary>A location without an extension is one; a kind of goods without a serial is no single thing.</summary>
    internal bool SerialMayBeMissing => Scheme == "sgln";

    internal static KeyFormat? ByAi(string ai) => Array.Find(All, format => format.Ai == ai);

    internal static KeyFormat? ByScheme(string scheme) => Array.Find(All, format => format.Scheme == scheme);
}
