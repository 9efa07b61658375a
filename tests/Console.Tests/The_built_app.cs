using System.IO.Compression;
using Xunit;

namespace Logistics.Console.Tests;

/// <summary>What the browser loads, against its budgets (gzip). Needs the built web app.</summary>
[Trait("Needs", "Servers")]
public sealed class The_built_app
{
    private static readonly string Assets = Path.Combine(Repository.Root, "services", "Console", "wwwroot", "assets");

    [Fact]
    public void The_shell_with_its_fonts_stays_within_250_KB() =>
        Sum(file => !IsMap(file) && Path.GetExtension(file) is (".js" or ".css" or ".woff2")).Should().BeInRange(50_000, 250_000);

    [Fact]
    public void The_map_with_its_worker_stays_within_550_KB() =>
        Sum(file => IsMap(file) && Path.GetExtension(file) is (".js" or ".mjs" or ".css")).Should().BeInRange(50_000, 550_000);

    [Fact]
    public void The_page_has_no_inline_script_or_style()
    {
        var page = File.ReadAllText(Path.Combine(Assets, "..", "index.html"));
        page.Should().NotContain("<style").And.NotMatchRegex("<script(?![^>]* src=)").And.NotContain("http://").And.NotContain("https://");
    }

    private static bool IsMap(string file) => Path.GetFileName(file) is var name
        && (name.Contains("Map-", StringComparison.Ordinal) || name.Contains("maplibre", StringComparison.Ordinal));

    private static long Sum(Func<string, bool> counts) => Directory.EnumerateFiles(Assets).Where(counts).Sum(Zipped);

    private static long Zipped(string file)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.SmallestSize, leaveOpen: true)) zip.Write(File.ReadAllBytes(file));
        return zipped.Length;
    }
}
