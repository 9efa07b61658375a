using System.Runtime.CompilerServices;
using System.Text.Json;
using Xunit;

namespace Logistics.Console.Tests;

/// <summary>
/// The browser's types are generated from services/Console/web/openapi.json (`npm run api`); it must be what the API says.
/// `UPDATE_OPENAPI=1` writes it anew.
/// </summary>
public sealed class The_api_description(ConsoleUnderTest console) : IClassFixture<ConsoleUnderTest>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task It_is_the_one_that_the_web_app_was_typed_by()
    {
        var said = await console.Stranger().GetJson("/openapi/v1.json");
        var document = said.EnumerateObject().Where(one => one.Name != "servers").ToDictionary(one => one.Name, one => one.Value);
        var text = JsonSerializer.Serialize(document, Indented) + "\n";
        var file = Path.Combine(Repository.Root, "services", "Console", "web", "openapi.json");
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") is not null) await File.WriteAllTextAsync(file, text);
        (await File.ReadAllTextAsync(file)).Should().Be(text, "run the test with UPDATE_OPENAPI=1, then `npm run api` in services/Console/web");
    }
}

internal static class Repository
{
    internal static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    private static string Here([CallerFilePath] string path = "") => path;
}
