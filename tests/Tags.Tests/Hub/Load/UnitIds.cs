using System.Globalization;
using Logistics.Tags.Codes;

namespace Logistics.Tags.Tests.Hub.Load;

/// <summary>Serial shipping container codes that no other run has.</summary>
internal sealed class UnitIds
{
    private readonly int first = Random.Shared.Next(1_000_000_000, int.MaxValue);
    private int given;

    internal string Run => first.ToString(CultureInfo.InvariantCulture);

    internal string Next()
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"{first}{++given:0000000}");
        return $"{digits}{Sscc.CheckDigit(digits)}";
    }
}
