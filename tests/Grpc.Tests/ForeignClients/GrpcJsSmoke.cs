using System.Globalization;
using FluentAssertions;
using Logistics.GrpcTests.Server;

namespace Logistics.GrpcTests.ForeignClients;

/// <summary>npm's @grpc/grpc-js finds the services by reflection and calls them.</summary>
[Collection(ConformanceCollection.Name)]
[Trait("Needs", "Servers")]
public sealed class GrpcJsSmoke(ConformanceServer server)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "node");

    [Fact]
    public async Task A_client_that_knows_only_the_address_makes_every_kind_of_call()
    {
        await EnsurePackages();
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{server.PlainPort}");
        var (exitCode, output, errors) = await Command.Run("node", ["smoke.js", address], TimeSpan.FromSeconds(30), Folder);
        errors.Should().BeEmpty();
        exitCode.Should().Be(0);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().Equal(
            "ok reflection", "ok unary", "ok server streaming", "ok client streaming", "ok bidirectional streaming", "ok status and trailers");
    }

    /// <summary>Beside the test's binaries, not in the source tree; again only when the lock file is newer.</summary>
    private static async Task EnsurePackages()
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        var locked = new FileInfo(Path.Combine(Folder, "package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= locked.LastWriteTimeUtc) return;
        var (exitCode, output, errors) = await Command.Run(
            "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], TimeSpan.FromMinutes(3), Folder);
        exitCode.Should().Be(0, $"npm ci must install what package-lock.json names: {output} {errors}");
    }
}
