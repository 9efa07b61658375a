using FluentAssertions;
using Grpc.Core;
using Logistics.Contracts.Routing;
using Logistics.Routing.Tests.Server;
using Logistics.Routing.V1;
using Xunit;
using static Logistics.Routing.Tests.Server.RunningRouting;

namespace Logistics.Routing.Tests.Access;

[Trait("Needs", "Servers")]
public sealed class Who_may_what(RunningRouting routing) : IClassFixture<RunningRouting>, IAsyncLifetime
{
    private const string Shipment = "shp-carried";

    private readonly Dictionary<string, Func<Metadata, Task>> calls = Calls(routing);

    public async Task InitializeAsync()
    {
        foreach (var id in new[] { "DEDTM", "DEHAG" }) await routing.Network.RegisterHubAsync(Timetable.Hub(id), As("admin"));
        await routing.Network.RegisterCarrierServiceAsync(Line("line"), As("carrier"));
        await routing.Bus.Say(Timetable.Booked(Shipment, "DEDTM", "DEHAG"), Guid.NewGuid());
        await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == Shipment);
        // Runs that the test may delay and cancel, and nobody rides.
        await routing.Network.RegisterCarrierServiceAsync(Line("empty"), As("carrier"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Is_as_the_table_says()
    {
        var (meant, told) = (new List<string>(), new List<string>());
        foreach (var route in AccessTable.Routes)
        {
            foreach (var (caller, answer) in AccessTable.Cells(route))
            {
                meant.Add($"{route} by {caller}: {answer}");
                told.Add($"{route} by {caller}: {await Answer(calls[route], caller)}");
            }
        }

        told.Should().Equal(meant);
    }

    [Fact]
    public void Is_said_of_every_route() => AccessTable.Routes.Should().BeEquivalentTo(
        new[] { NetworkService.Descriptor, PlanningService.Descriptor, EtaService.Descriptor, ReplanningPolicyService.Descriptor }
            .SelectMany(service => service.Methods).Select(method => method.Name));

    private static async Task<string> Answer(Func<Metadata, Task> call, string caller)
    {
        try
        {
            await call(As(caller));
            return "ok";
        }
        catch (RpcException refused)
        {
            return refused.StatusCode switch
            {
                StatusCode.PermissionDenied => "no",
                StatusCode.NotFound => "none",
                StatusCode.FailedPrecondition => "late",
                StatusCode.Unauthenticated => "unknown",
                _ => refused.Status.ToString(),
            };
        }
    }

    private static Dictionary<string, Func<Metadata, Task>> Calls(RunningRouting routing)
    {
        var (network, planning, etas, replanning) = (routing.Network, routing.Planning, routing.Etas, routing.Replanning);
        var question = Timetable.Question("DEDTM", "DEHAG");
        return new()
        {
            ["RegisterHub"] = async by => await network.RegisterHubAsync(Timetable.Hub("DEHAG"), by),
            ["ListHubs"] = async by => await network.ListHubsAsync(new(), by),
            ["CloseHub"] = async by => await network.CloseHubAsync(A_request.Closure("DEHAG"), by),
            ["RestrictSpeed"] = async by => await network.RestrictSpeedAsync(A_request.Restriction("DEHAG", "DEDTM"), by),
            ["RegisterCarrierService"] = async by => await network.RegisterCarrierServiceAsync(Line("line"), by),
            ["ListCarrierServices"] = async by => await network.ListCarrierServicesAsync(new(), by),
            ["RegisterHaulier"] = async by => await network.RegisterHaulierAsync(A_request.Haulier(), by),
            ["ListHauliers"] = async by => await network.ListHauliersAsync(new(), by),
            ["ImportNetwork"] = async by => await network.ImportNetworkAsync(A_request.Import(), by),
            ["ExportNetwork"] = async by => await network.ExportNetworkAsync(new(), by),
            ["ReportDelay"] = async by => await network.ReportDelayAsync(A_request.Delay("empty"), by),
            ["CancelRun"] = async by => await network.CancelRunAsync(A_request.Cancellation("empty"), by),
            ["PlanItinerary"] = async by => await planning.PlanItineraryAsync(question, by),
            ["CompareItineraries"] = async by => await planning.CompareItinerariesAsync(question, by),
            ["ProposeReplan"] = async by => await planning.ProposeReplanAsync(new() { ShipmentId = Shipment }, by),
            ["ApplyReplan"] = async by => await planning.ApplyReplanAsync(A_request.Renewal("shp-unknown"), by),
            ["GetItinerary"] = async by => await planning.GetItineraryAsync(new() { ShipmentId = Shipment }, by),
            ["GetEta"] = async by => await planning.GetEtaAsync(new() { ShipmentId = Shipment }, by),
            ["GetShipmentEta"] = async by => await etas.GetShipmentEtaAsync(new() { ShipmentId = Shipment }, by),
            ["WatchShipmentEta"] = async by => await FirstOf(etas.WatchShipmentEta(new() { ShipmentId = Shipment }, by)),
            ["GetEtaAccuracy"] = async by => await etas.GetEtaAccuracyAsync(A_request.Accuracy(), by),
            ["SetReplanningPolicy"] = async by => await replanning.SetReplanningPolicyAsync(new() { Policy = new() { MaxExtraCost = 10 } }, by),
            ["ListReplanningPolicies"] = async by => await replanning.ListReplanningPoliciesAsync(new(), by),
        };
    }

    private static RegisterCarrierServiceRequest Line(string id) => Timetable.Line(id, 10_000, ("DEDTM", 60), ("DEHAG", 90));

    private static async Task FirstOf(AsyncServerStreamingCall<ShipmentEta> watch)
    {
        using (watch) await watch.ResponseStream.MoveNext(CancellationToken.None);
    }
}
