using FluentAssertions;
using Logistics.Routing.Tests.Server;
using Logistics.Routing.V1;
using Xunit;
using static Logistics.Routing.Tests.Server.RunningRouting;

namespace Logistics.Routing.Tests.Access;

/// <summary>A quick line of one carrier, and a slower one of its rival, which is worth considering only because it is cheaper.</summary>
[Trait("Needs", "Servers")]
public sealed class Who_compares_by_cost(RunningRouting routing) : IClassFixture<RunningRouting>, IAsyncLifetime
{
    private const double OfQuick = 50;

    public async Task InitializeAsync()
    {
        foreach (var id in new[] { "DEDTM", "DEHAG" }) await routing.Network.RegisterHubAsync(Timetable.Hub(id), As("admin"));
        await Line("quick", "carrier", OfQuick, arrives: 90);
        await Line("slow", "rival", 20, arrives: 120);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("dispatcher")]
    [InlineData("admin")]
    [InlineData("service")]
    public async Task Who_pays_for_all_of_them(string caller)
        => (await Options(caller)).Select(option => (option.Legs[0].ServiceId, option.Cost, option.CostWithheld)).Should().Equal(("quick", OfQuick, false), ("slow", 20, false));

    [Theory]
    [InlineData("carrier", OfQuick, false)]
    [InlineData("rival", 0, true)]
    [InlineData("shipper", 0, true)]
    public async Task Others_compare_without_and_are_told_their_own(string caller, double cost, bool withheld)
        => (await Options(caller)).Select(option => (option.Legs[0].ServiceId, option.Cost, option.CostWithheld)).Should().Equal(("quick", cost, withheld));

    [Fact]
    public async Task Free_is_said_otherwise_than_withheld()
    {
        await Line("quick", "carrier", 0, arrives: 90);
        (await Options("carrier")).Should().ContainSingle().Which.Should().Match<ItineraryOption>(option => option.Cost == 0 && !option.CostWithheld);
        (await Options("rival")).Should().ContainSingle().Which.Should().Match<ItineraryOption>(option => option.Cost == 0 && option.CostWithheld);
    }

    [Fact]
    public async Task A_rival_learns_nothing_by_trying_prices_of_its_own()
    {
        var before = await Options("rival");
        foreach (var price in new[] { 0, OfQuick - 1, OfQuick + 1 })
        {
            await Line("slow", "rival", price, arrives: 120);
            (await Options("rival")).Should().Equal(before);
        }
    }

    private async Task<IReadOnlyList<ItineraryOption>> Options(string caller)
        => (await routing.Planning.CompareItinerariesAsync(Timetable.Question("DEDTM", "DEHAG"), As(caller))).Options;

    private async Task Line(string id, string owner, double costPerLeg, int arrives)
    {
        var line = Timetable.Line(id, 10_000, ("DEDTM", 60), ("DEHAG", arrives));
        (line.Service.CarrierId, line.Service.Tariff) = ($"org-{owner}", new() { CostPerLeg = costPerLeg });
        await routing.Network.RegisterCarrierServiceAsync(line, As(owner));
    }
}
