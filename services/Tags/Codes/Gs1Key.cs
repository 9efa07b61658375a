namespace Logistics.Tags.Codes;

/// <summary>
/// A GS1 key that names one thing, whatever it was written as. It does not know how long the company prefix is: element strings and
/// Digital Links do not tell, so identity cannot hang on it; only a URN and a tag's memory need it.
/// </summary>
/// <param name="Digits">With the check digit; empty for a GIAI.</param>
/// <param name="Serial">Plain text; null where there is none.</param>
internal sealed record Gs1Key(KeyFormat Format, string Digits, string? Serial)
{
    /// <summary>Null, and why, where it is none.</summary>
    internal static Gs1Key? Of(KeyFormat format, string digits, string? serial, out string? defect)
    {
        // An extension of 0 means that there is none (GS1 EPC Tag Data Standard, SGLN).
        if (format.SerialMayBeMissing && serial == "0") serial = null;
        defect = Defect(format, digits, serial);
        return defect is null ? new(format, digits, serial) : null;
    }

    /// <summary>The value of the key's own application identifier: digits, and a serial that follows them directly.</summary>
    internal static Gs1Key? OfValue(KeyFormat format, string value, string? serial, out string? defect)
    {
        if (format.Ai == "01" && value.Length is 8 or 12 or 13) value = value.PadLeft(14, '0');
        if (format.SerialAi is not null || format.MostSerial == 0) return Of(format, value, serial, out defect);
        defect = TagDefects.Malformed;
        if (serial is not null || value.Length < format.Digits) return null;
        return Of(format, value[..format.Digits], value.Length == format.Digits ? null : value[format.Digits..], out defect);
    }

    internal static Gs1Key? Of(EpcUrn urn, out string? defect)
    {
        var format = KeyFormat.ByScheme(urn.Scheme)!;
        if (format.Digits == 0) return Of(format, "", urn.Company + EpcText.Unescape(urn.Reference), out defect);
        var body = format switch
        {
            { Scheme: "grai" } => $"0{urn.Company}{urn.Reference}",
            { Indicator: true } => $"{urn.Reference[0]}{urn.Company}{urn.Reference[1..]}",
            _ => urn.Company + urn.Reference,
        };
        return Of(format, $"{body}{Sscc.CheckDigit(body)}", urn.Serial is null ? null : EpcText.Unescape(urn.Serial), out defect);
    }

    /// <summary>Null where no company prefix of this length fits.</summary>
    /// <param name="companyDigits">6 to 12.</param>
    internal string? ToUrn(int companyDigits)
    {
        if (companyDigits is < 6 or > 12) return null;
        var urn = Format.Digits == 0 ? OfText(companyDigits) : OfDigits(companyDigits);
        return urn is not null && EpcUrn.Parse(urn) is not null ? urn : null;
    }

    /// <summary><c>(01)80614141123458(21)6789</c>.</summary>
    internal string ToElementString()
        => $"({Format.Ai}){Digits}" + (Serial is null ? "" : Format.SerialAi is { } ai ? $"({ai}){Serial}" : Serial);

    private static string? Defect(KeyFormat format, string digits, string? serial)
    {
        if (digits.Length != format.Digits || !digits.All(char.IsAsciiDigit)) return TagDefects.Malformed;
        if (serial is null ? format.MostSerial > 0 && !format.SerialMayBeMissing : format.MostSerial == 0)
            return serial is null ? TagDefects.SerialMissing : TagDefects.Malformed;
        if (serial is not null && (serial.Length == 0 || serial.Length > format.MostSerial || !serial.All(EpcText.Allowed))) return TagDefects.Malformed;
        if (format.Scheme == "grai" && digits[0] != '0') return TagDefects.Malformed;

        // A GIAI begins with a company prefix.
        if (format.Digits == 0) return serial!.Length > 6 && serial[..6].All(char.IsAsciiDigit) ? null : TagDefects.Malformed;
        return Sscc.CheckDigit(digits.AsSpan(0, digits.Length - 1)) == digits[^1] - '0' ? null : TagDefects.CheckDigit;
    }

    private string OfDigits(int companyDigits)
    {
        var body = Digits[(Format.Indicator ? 1 : 0)..^1];
        var indicator = Format is { Indicator: true, Scheme: not "grai" } ? Digits[..1] : "";
        if (companyDigits > body.Length) return "";
        var serial = Format.MostSerial == 0 ? "" : $".{EpcText.Escape(Serial ?? "0")}";
        return $"urn:epc:id:{Format.Scheme}:{body[..companyDigits]}.{indicator}{body[companyDigits..]}{serial}";
    }

    private string? OfText(int companyDigits)
        => companyDigits < Serial!.Length ? $"urn:epc:id:{Format.Scheme}:{Serial[..companyDigits]}.{EpcText.Escape(Serial[companyDigits..])}" : null;
}
