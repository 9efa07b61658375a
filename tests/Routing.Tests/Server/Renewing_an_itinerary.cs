using System.Text;
using FluentAssertions;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Logistics.Contracts.Routing;
using Logistics.Routing.V1;
using Xunit;
using static Logistics.Routing.Tests.Server.RunningRouting;

namespace Logistics.Routing.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class Renewing_an_itinerary(RunningRouting routing) : IClassFixture<RunningRouting>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        foreach (var id in new[] { "DEDTM", "DEHAG", "DELUE" }) await routing.Network.RegisterHubAsync(Timetable.Hub(id), As("admin"));
        await Line("train", ("DEDTM", 60), ("DEHAG", 90));
        await Line("onward", ("DEHAG", 100), ("DELUE", 140));
        await Line("lorry", ("DEHAG", 190), ("DELUE", 240));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_late_train_breaks_the_connection_and_the_plan_is_renewed_when_somebody_says_so()
    {
        await Book("shp-train");
        await routing.Network.ReportDelayAsync(
            new ReportDelayRequest { IdempotencyKey = "late-train", ServiceId = "train", ServiceDate = Timetable.Today, DelayMinutes = 90, Cause = "Signalstörung" }, As("carrier"));
        (await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == "shp-train" && it.MissedConnections.Count > 0)).MissedConnections.Should().Equal(1);

        var proposal = await routing.Planning.ProposeReplanAsync(new ProposeReplanRequest { ShipmentId = "shp-train" }, As("dispatcher"));
        proposal.CurrentLegs.Select(leg => leg.ServiceId).Should().Equal("train", "onward");
        proposal.ProposedLegs.Select(leg => leg.ServiceId).Should().Equal("train", "lorry");
        proposal.Differences.Should().Contain(difference => difference.Contains("is missed by 85 min"))
            .And.Contain(difference => difference.StartsWith("No longer: the run onward", StringComparison.Ordinal));
        proposal.Policy.Should().Be("The policy at DEHAG leaves it to a dispatcher.");
        (await Events("itinerary-shp-train", "itinerary-planned.v1")).Should().Be(1, "a proposal writes nothing");

        var apply = new ApplyReplanRequest { ShipmentId = "shp-train", ItineraryVersion = proposal.ItineraryVersion, ProposedLegs = { proposal.ProposedLegs } };
        (await routing.Planning.ApplyReplanAsync(apply, As("dispatcher"))).Version.Should().Be(2);
        (await routing.Planning.ApplyReplanAsync(apply, As("dispatcher"))).Version.Should().Be(2, "again does nothing");

        (await routing.Bus.Hears<ItineraryPlanned>(it => it.ShipmentId == "shp-train" && it.ItineraryVersion == 2))
            .Legs.Select(leg => leg.ServiceId).Should().Equal("train", "lorry");
        (await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == "shp-train" && it.ItineraryVersion == 2)).MissedConnections.Should().BeEmpty();
        (await Events("service-run-onward@%", "capacity-released.v1")).Should().Be(1);
        (await Events("service-run-lorry@%", "capacity-reserved.v1")).Should().Be(1);
        apply.ProposedLegs.RemoveAt(1);
        (await Refused(() => routing.Planning.ApplyReplanAsync(apply, As("dispatcher")))).Should().Be((StatusCode.Aborted, "proposal-outdated"));
    }

    [Fact]
    public async Task Where_the_policy_says_so_the_plan_renews_itself_and_says_why()
    {
        foreach (var id in new[] { "DEWIT", "DEBOC" }) await routing.Network.RegisterHubAsync(Timetable.Hub(id), As("admin"));
        await Line("shuttle", ("DEWIT", 60), ("DEBOC", 90));
        await Line("meets-it", ("DEBOC", 100), ("DEDTM", 140));
        await Line("does-later", ("DEBOC", 190), ("DEDTM", 240));
        var policy = new ReplanningPolicy { HubId = "DEBOC", Automatic = true, MinMinutesToAct = 30, MaxExtraCost = 50, RestMinutes = 60 };
        for (var i = 0; i < 2; i++) (await routing.Replanning.SetReplanningPolicyAsync(new SetReplanningPolicyRequest { Policy = policy }, As("dispatcher"))).Should().Be(policy);
        (await routing.Replanning.ListReplanningPoliciesAsync(new ListReplanningPoliciesRequest(), As("dispatcher"))).Policies.Should()
            .HaveCount(2).And.Contain(policy).And.Contain(one => one.HubId == "" && !one.Automatic);
        (await Events("replanning-policies-%", "replanning-policy-revised.v1")).Should().Be(1);
        (await Refused(() => routing.Replanning.SetReplanningPolicyAsync(new SetReplanningPolicyRequest { Policy = policy }, As("carrier")))).Status.Should().Be(StatusCode.PermissionDenied);
        (await Refused(() => routing.Replanning.SetReplanningPolicyAsync(new SetReplanningPolicyRequest { Policy = new(policy) { HubId = "DEXXX" } }, As("admin"))))
            .Should().Be((StatusCode.InvalidArgument, "unknown-hub"));
        await Book("shp-policy", "DEWIT", "DEDTM");

        foreach (var key in new[] { "late-shuttle", "late-shuttle" })
        {
            await routing.Network.ReportDelayAsync(
                new ReportDelayRequest { IdempotencyKey = key, ServiceId = "shuttle", ServiceDate = Timetable.Today, DelayMinutes = 90, Cause = "Signalstörung" }, As("carrier"));
        }

        var renewed = await routing.Bus.Hears<ItineraryPlanned>(it => it.ShipmentId == "shp-policy" && it.ItineraryVersion == 2);
        renewed.Legs.Select(leg => leg.ServiceId).Should().Equal("shuttle", "does-later");
        renewed.Legs[0].Departure.Should().Be(Timetable.In(60), "what its carrier accepted stays as it is");
        renewed.Explanation.Should().StartWith("Renewed by the policy at DEBOC, where a connection would be missed:");
        (await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == "shp-policy" && it.ItineraryVersion == 2)).MissedConnections.Should().BeEmpty();
        (await routing.Planning.GetItineraryAsync(new GetItineraryRequest { ShipmentId = "shp-policy" }, As("service"))).Explanation.Should().Be(renewed.Explanation);
        (await Events("service-run-meets-it@%", "capacity-released.v1")).Should().Be(1);
        (await Events("service-run-does-later@%", "capacity-reserved.v1")).Should().Be(1);
        (await Events("itinerary-shp-policy", "itinerary-planned.v1")).Should().Be(2);
    }

    [Fact]
    public async Task A_cancelled_run_and_a_closed_hub_are_gone_round()
    {
        await routing.Network.RegisterHubAsync(Timetable.Hub("DESIE"), As("admin"));
        await Line("bus", ("DEDTM", 70), ("DESIE", 100));
        await Line("next-bus", ("DEDTM", 170), ("DESIE", 200));
        var cancel = new CancelRunRequest { IdempotencyKey = "c1", ServiceId = "bus", ServiceDate = Timetable.Today, Cause = "Streik" };

        await routing.Network.CancelRunAsync(cancel, As("carrier"));
        await routing.Network.CancelRunAsync(cancel, As("carrier"));
        (await Plan("DEDTM", "DESIE")).Legs.Should().ContainSingle(leg => leg.ServiceId == "next-bus");
        (await Refused(() => routing.Network.CancelRunAsync(new CancelRunRequest(cancel) { IdempotencyKey = "c2" }, As("rival")))).Should().Be((StatusCode.NotFound, "not-found"));

        await routing.Network.CloseHubAsync(
            new CloseHubRequest { HubId = "DESIE", From = Time(0), To = Time(600), Cause = "Hochwasser" }, As("dispatcher"));
        (await Plan("DEDTM", "DESIE")).Explanation.Should().Contain("finds its hubs open");
        (await Refused(() => routing.Network.CloseHubAsync(new CloseHubRequest { HubId = "DENIL", From = Time(0), To = Time(1) }, As("admin"))))
            .Should().Be((StatusCode.InvalidArgument, "unknown-hub"));
    }

    [Fact]
    public async Task A_network_comes_and_goes_as_files_and_a_mistake_names_its_line()
    {
        var hubs = File("hubs.csv", "id,name,latitude,longitude,zone,transfer_minutes\nDEUNN,Unna,51.5,7.7,Etc/UTC,10\nDEHMM,Hamm,51.7,7.8,Etc/UTC,10\n");
        var services = File("services.csv", $"id,carrier_id,name,mode,weekdays,valid_from,valid_to,capacity_kg\nfiled,org-carrier,Filed,road,1234567,{Timetable.Today},{Timetable.Today},900\n");
        var calls = File("calls.csv", "service_id,hub_id,arrival,departure\nfiled,DEUNN,23:00,23:00\nfiled,DEHMM,24:30,24:30\n");
        var wrong = File("services.csv", services.Content.ToStringUtf8().Replace("road", "balloon", StringComparison.Ordinal));

        var refused = await FluentActions.Awaiting(async () => await routing.Network.ImportNetworkAsync(new ImportNetworkRequest { Files = { hubs, wrong, calls } }, As("admin"))).Should().ThrowAsync<RpcException>();
        refused.Which.Status.Detail.Should().Contain("services.csv, line 2: service.mode");
        (await routing.Count("select count(*) from mt_events where stream_id = 'hub-DEUNN'")).Should().Be(0, "all is checked before the first is registered");

        (await Mistake(As("admin"), hubs, services, File("calls.csv", calls.Content.ToStringUtf8().Replace("DEHMM", "DENIL", StringComparison.Ordinal))))
            .Should().Be((StatusCode.InvalidArgument, "invalid-file", "files: calls.csv, line 3: calls[1] names hub DENIL, which is not registered."));
        (await Mistake(As("admin"), hubs, services, File("calls.csv", calls.Content.ToStringUtf8().Replace("24:30,24:30", "22:30,22:30", StringComparison.Ordinal))))
            .Detail.Should().StartWith("files: calls.csv, line 3: ");
        (await Mistake(As("rival"), services, calls)).Should().Match<(StatusCode Status, string? Reason, string Detail)>(
            it => it.Status == StatusCode.PermissionDenied && it.Detail.StartsWith("services.csv, line 2: ", StringComparison.Ordinal));
        (await Mistake(As("admin"), new NetworkFile { Name = "hubs.csv", Content = ByteString.CopyFrom([(byte)'i', (byte)'d', 10, 0xC3, 0x28]) }))
            .Detail.Should().Be("files: hubs.csv, line 2: is not UTF-8.");
        (await routing.Count("select count(*) from mt_events where stream_id in ('hub-DEUNN', 'carrier-service-filed')")).Should().Be(0);

        (await routing.Network.ImportNetworkAsync(new ImportNetworkRequest { Files = { hubs, services, calls } }, As("admin")))
            .Should().Be(new ImportNetworkResponse { Hubs = 2, Services = 1 });
        var exported = await routing.Network.ExportNetworkAsync(new ExportNetworkRequest(), As("carrier"));
        exported.Files.Single(file => file.Name == "calls.csv").Content.ToStringUtf8().Should().Contain("filed,DEHMM,24:30,24:30");
        (await Refused(() => routing.Network.ImportNetworkAsync(new ImportNetworkRequest { Files = { hubs } }, As("carrier")))).Should().Be((StatusCode.PermissionDenied, "permission-denied"));
    }

    [Fact]
    public async Task Ways_are_compared_by_what_they_cost_and_emit()
    {
        var answer = await routing.Planning.CompareItinerariesAsync(Timetable.Question("DEDTM", "DELUE"), As("carrier"));

        answer.Options.Should().NotBeEmpty().And.OnlyContain(option => option.Legs.Count > 0 && option.Cost > 0);
    }

    private static Timestamp Time(int minutes) => Timestamp.FromDateTimeOffset(Timetable.In(minutes).ToDateTimeOffset());

    private static NetworkFile File(string name, string text) => new() { Name = name, Content = ByteString.CopyFrom(text, Encoding.UTF8) };

    private async Task<(StatusCode Status, string? Reason, string Detail)> Mistake(Metadata who, params NetworkFile[] files)
    {
        var refused = (await FluentActions.Awaiting(async () => await routing.Network.ImportNetworkAsync(new ImportNetworkRequest { Files = { files } }, who))
            .Should().ThrowAsync<RpcException>()).Which;
        return (refused.StatusCode, refused.Trailers.GetValue("reason"), refused.Status.Detail);
    }

    private static async Task<(StatusCode Status, string? Reason)> Refused<T>(Func<AsyncUnaryCall<T>> call)
    {
        var refused = (await FluentActions.Awaiting(async () => await call()).Should().ThrowAsync<RpcException>()).Which;
        return (refused.StatusCode, refused.Trailers.GetValue("reason"));
    }

    private async Task<PlanItineraryResponse> Plan(string from, string to) => await routing.Planning.PlanItineraryAsync(Timetable.Question(from, to), As("carrier"));

    private async Task Book(string shipmentId, string from = "DEDTM", string to = "DELUE")
    {
        await routing.Bus.Say(Timetable.Booked(shipmentId, from, to), Guid.NewGuid());
        await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == shipmentId);
    }

    private async Task Line(string id, params (string Hub, int Minutes)[] calls) =>
        await routing.Network.RegisterCarrierServiceAsync(Timetable.Line(id, 10_000, calls), As("carrier"));

    private Task<long> Events(string stream, string type) =>
        routing.Count($"select count(*) from mt_events where stream_id like '{stream}' and type = '{type}'");
}
