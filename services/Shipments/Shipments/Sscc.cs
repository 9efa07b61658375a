namespace Logistics.Shipments.Shipments;

/// <summary>GS1 AI 00: 18 digits, the last one a check digit (modulo 10, weights 3 and 1 from the right).</summary>
internal static class Sscc
{
    public static bool IsValid(string text)
    {
        if (text.Length != 18 || !text.All(char.IsAsciiDigit)) return false;
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (text[i] - '0') * (i % 2 == 0 ? 3 : 1);
        return (10 - sum % 10) % 10 == text[17] - '0';
    }
}
