using Logistics.Tags.Codes;

namespace Logistics.Tags.Tests.Server;

/// <summary>Handling units of a test's own, by their SSCCs.</summary>
internal static class A_unit
{
    /// <param name="series">Six digits that no other test has.</param>
    internal static string Of(string series, int number)
    {
        var digits = $"03401234{series}{number:000}";
        return $"{digits}{Sscc.CheckDigit(digits)}";
    }
}
