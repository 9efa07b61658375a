namespace Logistics.Tags.Doors;

/// <summary>Times as gateways nearly always write them: <c>2026-11-20T12:00:00.123456+01:00</c>, or with a <c>Z</c>.</summary>
internal static class Rfc3339
{
    private const int MostOffset = 14 * 60;

    /// <param name="micros">Since 1970; what is finer is cut off.</param>
    /// <param name="offsetMinutes">East of UTC.</param>
    /// <returns>False also for times that are right but seldom.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, out long micros, out int offsetMinutes)
    {
        (micros, offsetMinutes) = (0, 0);
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') return false;
        var (year, month, day) = (Digits(text[..4]), Digits(text[5..7]), Digits(text[8..10]));
        var (hour, minute, second) = (Digits(text[11..13]), Digits(text[14..16]), Digits(text[17..19]));
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59) return false;
        var rest = text[19..];
        if (!Fraction(ref rest, out var fraction) || !Offset(rest, out offsetMinutes)) return false;
        var days = new DateOnly(year, month, day).DayNumber - new DateOnly(1970, 1, 1).DayNumber;
        var seconds = (((((days * 24L) + hour) * 60) + minute - offsetMinutes) * 60) + second;
        micros = (seconds * 1_000_000) + fraction;
        return true;
    }

    /// <summary>One to nine digits after a point, or none at all.</summary>
    private static bool Fraction(ref ReadOnlySpan<byte> rest, out int micros)
    {
        micros = 0;
        if (rest[0] != '.') return true;
        var (digits, at) = (0, 1);
        for (; at < rest.Length && char.IsAsciiDigit((char)rest[at]); at++, digits++)
        {
            if (digits < 6) micros = (micros * 10) + rest[at] - '0';
        }

        for (var missing = digits; missing < 6; missing++) micros *= 10;
        rest = rest[at..];
        return digits is > 0 and <= 9 && !rest.IsEmpty;
    }

    private static bool Offset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text is [(byte)'Z']) return true;
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':') return false;
        var (hours, rest) = (Digits(text[1..3]), Digits(text[4..6]));
        if (hours < 0 || rest is < 0 or > 59) return false;
        minutes = ((hours * 60) + rest) * (text[0] == '-' ? -1 : 1);
        return Math.Abs(minutes) <= MostOffset;
    }

    /// <summary>Less than 0 where one is none.</summary>
    private static int Digits(ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit((char)c)) return -1;
            value = (value * 10) + c - '0';
        }

        return value;
    }
}
