using FluentAssertions;
using Grpc.Core;
using Logistics.Routing.Tests.Server;
using Logistics.Routing.V1;
using Xunit;
using static Logistics.Routing.Tests.Server.RunningRouting;

namespace Logistics.Routing.Tests.Access;

/// <summary>Of a line and a lorry of each of two carriers; who may not call at all is in the <see cref="AccessTable"/>.</summary>
[Trait("Needs", "Servers")]
public sealed class Who_sees_prices(RunningRouting routing) : IClassFixture<RunningRouting>, IAsyncLifetime
{
    private const string Bare = "bare";

    private static readonly string[] Owners = ["carrier", "rival"];

    public static TheoryData<string, bool, bool> Callers => new()
    {
        // caller      of the carrier, of the rival
        { "admin", true, true },
        { "dispatcher", true, true },
        { "service", true, true },
        { "carrier", true, false },
        { "rival", false, true },
    };

    public async Task InitializeAsync()
    {
        foreach (var id in new[] { "DEDTM", "DEHAG" }) await routing.Network.RegisterHubAsync(Timetable.Hub(id), As("admin"));
        foreach (var owner in Owners)
        {
            await routing.Network.RegisterCarrierServiceAsync(new() { Service = Line(owner, prices: true) }, As(owner));
            await routing.Network.RegisterHaulierAsync(new() { Haulier = Lorry(owner, prices: true) }, As(owner));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task In_lists_that_show_all_the_rest(string caller, bool ofCarrier, bool ofRival)
    {
        var services = (await routing.Network.ListCarrierServicesAsync(new(), As(caller))).Services;
        var hauliers = (await routing.Network.ListHauliersAsync(new(), As(caller))).Hauliers;

        services.Where(service => service.Id != Bare).Should().Equal(Line("carrier", ofCarrier), Line("rival", ofRival));
        hauliers.Should().Equal(Lorry("carrier", ofCarrier), Lorry("rival", ofRival));
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task In_files_that_have_no_more_than_that(string caller, bool ofCarrier, bool ofRival)
    {
        var files = (await routing.Network.ExportNetworkAsync(new(), As(caller))).Files.ToDictionary(file => file.Name, file => file.Content.ToStringUtf8());

        files["hubs.csv"].Should().Contain("DEDTM").And.Contain("DEHAG");
        foreach (var (owner, seen) in Owners.Zip(new[] { ofCarrier, ofRival }))
        {
            files["services.csv"].Contains($"line-{owner},org-{owner},", StringComparison.Ordinal).Should().Be(seen);
            files["calls.csv"].Contains($"line-{owner},DEHAG,", StringComparison.Ordinal).Should().Be(seen);
            files["hauliers.csv"].Contains($"lorry-{owner},org-{owner},", StringComparison.Ordinal).Should().Be(seen);
            foreach (var name in new[] { "services.csv", "hauliers.csv" })
            {
                files[name].Contains(FormattableString.Invariant($",{PerTonneKm(owner)},{PerLeg(owner)},0.092,"), StringComparison.Ordinal).Should().Be(seen);
            }
        }
    }

    [Fact]
    public async Task In_files_that_a_carrier_may_import_again()
    {
        var files = (await routing.Network.ExportNetworkAsync(new(), As("rival"))).Files.Where(file => file.Name != "hubs.csv");

        (await routing.Network.ImportNetworkAsync(new() { Files = { files } }, As("rival"))).Should().Be(new ImportNetworkResponse { Services = 1, Hauliers = 1 });

        (await routing.Count("select count(*) from mt_events where stream_id in ('carrier-service-line-rival', 'haulier-lorry-rival')"))
            .Should().Be(2, "they are what they were");
    }

    [Fact]
    public async Task But_does_not_register_what_was_withheld()
    {
        var told = (await routing.Network.ListCarrierServicesAsync(new(), As("rival"))).Services.First(service => service.Id == "line-carrier");
        var lorry = (await routing.Network.ListHauliersAsync(new(), As("rival"))).Hauliers.First(haulier => haulier.Id == "lorry-carrier");
        foreach (var register in new Func<Task>[]
        {
            async () => await routing.Network.RegisterCarrierServiceAsync(new() { Service = told }, As("dispatcher")),
            async () => await routing.Network.RegisterHaulierAsync(new() { Haulier = lorry }, As("dispatcher")),
        })
        {
            (await register.Should().ThrowAsync<RpcException>()).Which.Status.Detail.Should().Contain("costs_withheld");
        }
    }

    [Fact]
    public async Task And_nobody_where_none_are_stated()
    {
        var bare = Line("carrier", prices: true);
        (bare.Id, bare.Tariff) = (Bare, null);
        await routing.Network.RegisterCarrierServiceAsync(new() { Service = bare }, As("carrier"));

        (await routing.Network.ListCarrierServicesAsync(new(), As("rival"))).Services.Should().Contain(bare);
    }

    private static CarrierService Line(string owner, bool prices)
    {
        var line = Timetable.Line($"line-{owner}", 10_000, ("DEDTM", 60), ("DEHAG", 90)).Service;
        (line.CarrierId, line.Tariff) = ($"org-{owner}", Terms(owner, prices));
        return line;
    }

    private static Haulier Lorry(string owner, bool prices)
    {
        var lorry = A_request.Haulier().Haulier;
        (lorry.Id, lorry.CarrierId, lorry.Tariff) = ($"lorry-{owner}", $"org-{owner}", Terms(owner, prices));
        return lorry;
    }

    private static Tariff Terms(string owner, bool prices) => prices
        ? new() { CostPerTonneKm = PerTonneKm(owner), CostPerLeg = PerLeg(owner), Co2EKgPerTonneKm = 0.092 }
        : new() { Co2EKgPerTonneKm = 0.092, CostsWithheld = true };

    private static double PerTonneKm(string owner) => owner == "carrier" ? 0.25 : 0.5;

    private static double PerLeg(string owner) => owner == "carrier" ? 4711 : 815;
}
