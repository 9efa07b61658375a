using Logistics.Local;
using Xunit;

namespace Logistics.EndToEnd.Tests;

/// <summary>docs/quick-start-carrier.md does what it says, each program against the sandbox of a fresh hub.</summary>
[Trait("Needs", "Servers")]
[Collection(WholeHubs.Name)]
public sealed class The_carriers_quick_start(SandboxHub hub) : IClassFixture<SandboxHub>
{
    private readonly QuickStartPage page = new();

    [FactWith("/usr/lib/python3/dist-packages/grpc", "protoc")]
    public async Task Works_in_Python()
    {
        hub.Save("carrier.py", page.Block("python", "carrier.py"));
        Assert.Equal(page.Printed, await hub.Type(page.Block("sh", "run-python")));
    }

    [FactWith("node", "npm")]
    public async Task Works_in_Node()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "node"), "package*.json"))
            hub.Save(Path.GetFileName(file), await File.ReadAllTextAsync(file));
        await hub.Type("npm ci --ignore-scripts --no-audit --no-fund");
        hub.Save("carrier.js", page.Block("js", "carrier.js"));
        Assert.Equal(page.Printed, await hub.Type(page.Block("sh", "run-node")));
    }

    /// <summary>Built from the page by tests/QuickStart.</summary>
    [Fact]
    public async Task Works_in_CSharp() => Assert.Equal(page.Printed, await hub.Type($"dotnet {Checkout.Find().Program("QuickStart")}"));
}
