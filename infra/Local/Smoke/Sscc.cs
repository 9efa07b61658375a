using System.Globalization;

namespace Logistics.Smoke;

internal static class Sscc
{
    /// <summary>Extension digit 0, company prefix 4012345, a serial, GS1's check digit.</summary>
    internal static string Of(long serial)
    {
        var digits = $"04012345{(serial % 1_000_000_000).ToString("000000000", CultureInfo.InvariantCulture)}";
        var sum = digits.Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 3 : 1)).Sum();
        return digits + (char)('0' + (10 - (sum % 10)) % 10);
    }
}
