using Logistics.Local;
using Xunit;

namespace Logistics.Demo.Tests;

/// <summary>Skipped with a message where the list is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnLocodeFactAttribute : FactAttribute
{
    internal static readonly string Folder = Path.Combine(
        Environment.GetEnvironmentVariable("LOGISTICS_DATA") is { Length: > 0 } named
            ? named
            : Path.Combine(Checkout.Find().Root, "..", "shared", "data"),
        "reference");

    public UnLocodeFactAttribute()
    {
        if (!Directory.Exists(Folder)) Skip = $"{Folder} is not there; set LOGISTICS_DATA to the folder that has reference/unlocode-*.csv.";
    }
}
