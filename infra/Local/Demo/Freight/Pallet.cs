using System.Globalization;

namespace Logistics.Demo.Freight;

/// <summary>A handling unit with what is stuck to it.</summary>
/// <param name="Rfid">Returnable asset: the tag comes back when the goods are delivered.</param>
/// <param name="Tracker">GNSS, on some; measures temperature too.</param>
internal sealed record Pallet(string Sscc, string Rfid, string? Tracker);

internal static class Sscc
{
    private const string Prefix = "34012345";

    /// <summary>18 digits with the check digit (GS1 General Specifications 7.9).</summary>
    internal static string Of(long serial)
    {
        var digits = Prefix + serial.ToString("D9", CultureInfo.InvariantCulture);
        var sum = digits.Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 3 : 1)).Sum();
        return digits + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }
}
