using FluentAssertions;
using Xunit;

namespace Logistics.Local.Tests;

/// <summary>A hub of its servers and one service; all five run in the smoke.</summary>
[Trait("Needs", "Servers")]
public sealed class AHub : IDisposable
{
    private static readonly HttpClient Http = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Starts_keeps_running_and_is_found_again()
    {
        Uri address;
        string database;
        await using (var hub = await Start())
        {
            hub.IsFirstStart.Should().BeTrue();
            address = hub.Services["Partners"].Http;
            database = await hub.DatabaseOf("Partners");
            (await IsReady(address)).Should().BeTrue();
            HubState.Load(hub.Folder).Services["Partners"].Http.Should().Be(address);
            await AnotherLauncherIsKeptOut();

            await hub.Kill("Partners");
            await hub.Part("Partners").WaitUntilReady();
            folder.Said.Should().ContainMatch("Partners ended with exit code 137*");

            await hub.Restart("PostgreSQL");
            await hub.Part("Partners").WaitUntilReady();
            (await IsReady(address)).Should().BeTrue();
        }

        (await Answers(address)).Should().BeFalse("stopping stops everything");
        await using var again = await Start();
        again.IsFirstStart.Should().BeFalse();
        again.Services["Partners"].Http.Should().Be(address);
        (await again.DatabaseOf("Partners")).Should().Be(database);
    }

    private Task<Hub> Start() => Hub.Start(new() { Folder = folder.Run.Path, Say = folder.Run.Say, Services = ["Partners"] });

    private async Task AnotherLauncherIsKeptOut()
    {
        var second = Start;
        (await second.Should().ThrowAsync<InvalidOperationException>()).Which.Message.Should().Contain("runs in");
    }

    private static async Task<bool> IsReady(Uri address)
    {
        using var answer = await Http.GetAsync(new Uri(address, "/health/ready"));
        return answer.IsSuccessStatusCode;
    }

    private static async Task<bool> Answers(Uri address)
    {
        try
        {
            return await IsReady(address);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
