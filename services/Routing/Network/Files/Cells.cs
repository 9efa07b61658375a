namespace Logistics.Routing.Network.Files;

/// <summary>Names in cells that a spreadsheet would take for formulas: marked when written, as they were when read.</summary>
internal static class Cells
{
    private const char Mark = '\'';

    internal static string Written(string text) => Risky(text) ? Mark + text : text;

    internal static string Read(string text) => text is [Mark, ..] && Risky(text[1..]) ? text[1..] : text;

    private static bool Risky(string text) => text.TrimStart(Mark) is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];
}
