using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace Logistics.Local.Tests;

public sealed class TheBootstrap : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Declares_the_demo_with_a_secret_for_each()
    {
        using var bootstrap = Write(demo: true);
        var clients = bootstrap.RootElement.GetProperty("clients").EnumerateArray().ToList();
        clients.Select(client => client.GetProperty("secret").GetString()).Should().OnlyHaveUniqueItems().And.NotContainNulls();
        clients.Should().Contain(client => client.GetProperty("id").GetString() == "svc-tags");
        bootstrap.RootElement.GetProperty("devices").EnumerateArray().Select(device => device.GetProperty("key").GetString())
            .Should().NotBeEmpty().And.OnlyHaveUniqueItems().And.NotContainNulls();
    }

    [Fact]
    public void Names_only_organisations_that_it_declares()
    {
        using var bootstrap = Write(demo: true);
        var declared = bootstrap.RootElement.GetProperty("organisations").EnumerateArray().Select(each => each.GetProperty("id").GetString()).ToList();
        var named = new[] { "clients", "devices", "people" }.SelectMany(kind => bootstrap.RootElement.GetProperty(kind).EnumerateArray())
            .Select(each => each.GetProperty("organisation").GetString());
        named.Should().BeSubsetOf(declared);
    }

    [Fact]
    public void Of_an_empty_hub_knows_the_operator_its_services_the_sandbox_and_the_dispatcher_only()
    {
        using var bootstrap = Write(demo: false);
        bootstrap.RootElement.GetProperty("organisations").EnumerateArray().Select(organisation => organisation.GetProperty("id").GetString())
            .Should().Equal("org-hub", "org-sandbox-carrier");
        bootstrap.RootElement.GetProperty("devices").GetArrayLength().Should().Be(0);
        bootstrap.RootElement.GetProperty("clients").EnumerateArray().Select(client => client.GetProperty("id").GetString()!)
            .Should().OnlyContain(id => id.StartsWith("svc-") || id == "sandbox-carrier");
        bootstrap.RootElement.GetProperty("people")[0].GetProperty("email").GetString().Should().Be("dispatcher@hub.example");
    }

    [Fact]
    public void Written_again_says_the_same()
    {
        var first = File.ReadAllText(Bootstrap.Write(folder.Run, ["Partners"], demo: true));
        File.ReadAllText(Bootstrap.Write(folder.Run, ["Partners"], demo: true)).Should().Be(first);
    }

    [Fact]
    public void Leaves_a_key_file_for_everyone_outside_that_only_its_owner_reads()
    {
        Write(demo: true).Dispose();
        var key = Path.Combine(folder.Run.Keys, "device-gw-dortmund-dock1.json");
        using var json = JsonDocument.Parse(File.ReadAllText(key));
        json.RootElement.GetProperty("key").GetString().Should().NotBeNullOrEmpty();
        File.GetUnixFileMode(key).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Exists(Path.Combine(folder.Run.Keys, "client-svc-tags.json")).Should().BeFalse();
    }

    private JsonDocument Write(bool demo) => JsonDocument.Parse(File.ReadAllText(Bootstrap.Write(folder.Run, ["Partners", "Tags"], demo)));
}
