using Logistics.Tags.Codes;

namespace Logistics.Tags.HandlingUnits;

/// <summary>
/// What is packed and what it is packed into, by one name each: an SSCC is its 18 digits, as in bookings and attachments; anything else
/// (an item's SGTIN, a roll cage's GRAI, a vehicle's device) is its tag's canonical id.
/// </summary>
internal static class UnitId
{
    private const string SsccLink = "https://id.gs1.org/00/";
    private const int SsccDigits = 18;

    /// <param name="defect">One of <see cref="TagDefects"/> where the answer is null.</param>
    internal static string? Parse(string text, out string? defect)
    {
        defect = null;
        if (Sscc.IsValid(text)) return text;
        if (text.Length == SsccDigits && text.All(char.IsAsciiDigit))
        {
            defect = TagDefects.CheckDigit;
            return null;
        }

        return TagId.Parse(text, out defect) is { } id ? OfTag(id.Value) : null;
    }

    /// <summary>The unit that a tag is by itself.</summary>
    internal static string OfTag(string tagId) => tagId.StartsWith(SsccLink, StringComparison.Ordinal) ? tagId[SsccLink.Length..] : tagId;
}
