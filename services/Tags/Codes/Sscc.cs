namespace Logistics.Tags.Codes;

/// <summary>Serial shipping container code (GS1 AI 00): 18 digits, the last one a check digit.</summary>
internal static class Sscc
{
    internal static bool IsValid(string text) => text.Length == 18 && text.All(char.IsAsciiDigit) && CheckDigit(text.AsSpan(0, 17)) == text[17] - '0';

    /// <summary>GS1's modulo 10: weights 3, 1, 3, ... from the right.</summary>
    internal static int CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++) sum += (digits[i] - '0') * ((digits.Length - i) % 2 == 1 ? 3 : 1);
        return (10 - (sum % 10)) % 10;
    }
}
