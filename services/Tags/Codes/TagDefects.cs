namespace Logistics.Tags.Codes;

/// <summary>Why a text names no tag; the quarantine shows it.</summary>
internal static class TagDefects
{
    internal const string Malformed = "tag-malformed";

    /// <summary>Its last digit is not the check digit of the others.</summary>
    internal const string CheckDigit = "tag-check-digit-wrong";

    /// <summary>It names a kind of things (a GTIN), no single one.</summary>
    internal const string SerialMissing = "tag-serial-missing";
}
