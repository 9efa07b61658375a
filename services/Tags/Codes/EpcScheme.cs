namespace Logistics.Tags.Codes;

/// <summary>
/// How one scheme of GS1's EPC Tag Data Standard lays its keys out: header, filter, partition, company prefix, reference and,
/// where it has one, a serial. The partition tells how the digits are shared between company prefix and reference.
/// </summary>
/// <param name="Name">In the URN: <c>urn:epc:id:NAME:...</c>.</param>
/// <param name="Bits">Length of the binary form, 96 to 202.</param>
/// <param name="ReferenceBits">By partition 0 to 6.</param>
/// <param name="ReferenceDigits">By partition; null where the reference is of any length (GIAI).</param>
/// <param name="SerialBits">0 where there is no serial.</param>
/// <param name="Alphanumeric">The last field is 7-bit text, else a number without leading zeros.</param>
internal sealed record EpcScheme(
    string Name, int Bits, byte Header, int[] ReferenceBits, int[]? ReferenceDigits, int SerialBits, bool Alphanumeric)
{
    internal static readonly int[] CompanyBits = [40, 37, 34, 30, 27, 24, 20];

    private static readonly int[] SixLeft = [0, 1, 2, 3, 4, 5, 6];
    private static readonly int[] SevenLeft = [1, 2, 3, 4, 5, 6, 7];
    private static readonly int[] ElevenLeft = [5, 6, 7, 8, 9, 10, 11];
    private static readonly int[] Item = [4, 7, 10, 14, 17, 20, 24];
    private static readonly int[] Place = [1, 4, 7, 11, 14, 17, 21];
    private static readonly int[] Unit = [18, 21, 24, 28, 31, 34, 38];

    internal static readonly EpcScheme[] All =
    [
        new("sgtin", 96, 0x30, Item, SevenLeft, 38, false),
        new("sgtin", 198, 0x36, Item, SevenLeft, 140, true),
        new("sscc", 96, 0x31, Unit, ElevenLeft, 0, false),
        new("sgln", 96, 0x32, Place, SixLeft, 41, false),
        new("sgln", 195, 0x39, Place, SixLeft, 140, true),
        new("grai", 96, 0x33, Item, SixLeft, 38, false),
        new("grai", 170, 0x37, Item, SixLeft, 112, true),
        new("giai", 96, 0x34, [42, 45, 48, 52, 55, 58, 62], null, 0, false),
        new("giai", 202, 0x38, [148, 151, 154, 158, 161, 164, 168], null, 0, true),
        new("gsrn", 96, 0x2D, Unit, ElevenLeft, 0, false),
        new("gsrnp", 96, 0x2E, Unit, ElevenLeft, 0, false),
        new("gdti", 96, 0x2C, Place, SixLeft, 41, false),
        new("gdti", 174, 0x3E, Place, SixLeft, 119, true),
    ];

    /// <summary>Company prefix digits of a partition: 12 down to 6.</summary>
    internal static int CompanyDigits(int partition) => 12 - partition;

    internal static EpcScheme? ByHeader(byte header) => Array.Find(All, scheme => scheme.Header == header);

    internal static EpcScheme? ByName(string name) => Array.Find(All, scheme => scheme.Name == name);
}
