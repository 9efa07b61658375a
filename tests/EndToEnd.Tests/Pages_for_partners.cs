using Logistics.Local;
using Logistics.Specs;
using Xunit;

namespace Logistics.EndToEnd.Tests;

/// <summary>Pages that partners read do what they say, each program against a fresh hub; carriers' in its sandbox.</summary>
[Trait("Needs", "Servers")]
[Collection(WholeHubs.Name)]
public sealed class Pages_for_partners(SandboxHub hub) : IClassFixture<SandboxHub>
{
    private readonly Page page = new("docs/quick-start-carrier.md");

    [FactWith("/usr/lib/python3/dist-packages/grpc", "protoc")]
    public async Task The_carriers_quick_start_works_in_Python()
    {
        hub.Save("carrier.py", page.Block("python", "carrier.py"));
        Assert.Equal(page.Printed, await hub.Type(page.Block("sh", "run-python")));
    }

    /// <summary>Grants with a client of gRPC that nobody here wrote, tracking links with curl.</summary>
    [FactWith("/usr/lib/python3/dist-packages/grpc", "protoc", "curl")]
    public async Task Sharing_works_in_Python_and_with_curl()
    {
        var sharing = new Page("docs/sharing-shipments.md");
        foreach (var file in new[] { "administrator.py", "sharing.py", "links.py", "standing.py" }) hub.Save(file, sharing.Block("python", file));
        Assert.Equal(sharing.Printed, await hub.Type(sharing.Block("sh", "run")));
    }

    [FactWith("node", "npm")]
    public async Task The_carriers_quick_start_works_in_Node()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "node"), "package*.json"))
            hub.Save(Path.GetFileName(file), await File.ReadAllTextAsync(file));
        await hub.Type("npm ci --ignore-scripts --no-audit --no-fund");
        hub.Save("carrier.js", page.Block("js", "carrier.js"));
        Assert.Equal(page.Printed, await hub.Type(page.Block("sh", "run-node")));
    }

    /// <summary>Built from the page by tests/QuickStart.</summary>
    [Fact]
    public async Task The_carriers_quick_start_works_in_CSharp() => Assert.Equal(page.Printed, await hub.Type($"dotnet {Checkout.Find().Program("QuickStart")}"));
}
