using System.Diagnostics;
using FluentAssertions;
using Logistics.Contracts.Routing;
using Logistics.Local;
using Logistics.Specs;
using Xunit;
using static Logistics.Routing.Tests.Server.RunningRouting;

namespace Logistics.Routing.Tests.Server;

/// <summary>How true estimates were, told to a client of gRPC that nobody here wrote: two carriers, two lanes, arrivals at several horizons.</summary>
[Trait("Needs", "Servers")]
public sealed class Accuracy_told_to_another_client(RunningRouting routing) : IClassFixture<RunningRouting>, IAsyncLifetime
{
    private const string Script = """
        import sys
        import grpc
        from logistics.routing.v1 import eta_pb2 as eta
        channel = grpc.insecure_channel(sys.argv[1])
        accuracy = channel.unary_unary('/logistics.routing.v1.EtaService/GetEtaAccuracy',
            request_serializer=lambda m: m.SerializeToString(), response_deserializer=eta.GetEtaAccuracyResponse.FromString)
        for who in ('dispatcher', 'rival'):
            for by in ('HORIZON', 'LANE', 'CARRIER'):
                request = eta.GetEtaAccuracyRequest(by=eta.GetEtaAccuracyRequest.By.Value(by))
                for r in accuracy(request, timeout=20, metadata=[('authorization', 'Bearer ' + who)]).rows:
                    print(who, by, r.horizon_hours, r.from_hub_id or '-', r.to_hub_id or '-', r.carrier_id or '-', r.legs,
                          round(r.mean_absolute_error_minutes), round(r.mean_error_minutes), r.within_p80, r.within_p95)
        """;

    public async Task InitializeAsync()
    {
        foreach (var id in new[] { "DEDTM", "DEHAG", "DELUE" }) await routing.Network.RegisterHubAsync(Timetable.Hub(id), As("admin"));
        await routing.Network.RegisterCarrierServiceAsync(Timetable.Line("train", 10_000, ("DEDTM", 60), ("DEHAG", 140)), As("carrier"));
        var van = Timetable.Line("van", 10_000, ("DEHAG", 250), ("DELUE", 300));
        van.Service.CarrierId = "org-rival";
        await routing.Network.RegisterCarrierServiceAsync(van, As("rival"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [FactWith("/usr/lib/python3/dist-packages/grpc", "protoc")]
    public async Task By_horizon_lane_and_carrier()
    {
        foreach (var (shipment, late) in new[] { ("shp-1", 12), ("shp-2", -6) })
        {
            await routing.Bus.Say(Timetable.Booked(shipment, "DEDTM", "DELUE"), Guid.NewGuid());
            await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == shipment);
            await routing.Bus.Say(Timetable.Actual(shipment, "arrived", "DEHAG", 0, 140 + late, 5), Guid.NewGuid());
            await routing.Bus.Say(Timetable.Actual(shipment, "arrived", "DELUE", 1, 300 + late, 6), Guid.NewGuid());
        }

        await Eventually.True(async () => await routing.Count("select count(*) from eta_scores") == 6, "each arrival judged at each horizon that was told of it");

        (await Printed()).Should().Equal(
            "dispatcher HORIZON 1 - - - 4 9 3 0.5 1.0",
            "dispatcher HORIZON 4 - - - 2 9 3 0.5 1.0",
            "dispatcher LANE 1 DEDTM DEHAG - 2 9 3 0.5 1.0",
            "dispatcher LANE 1 DEHAG DELUE - 2 9 3 0.5 1.0",
            "dispatcher LANE 4 DEHAG DELUE - 2 9 3 0.5 1.0",
            "dispatcher CARRIER 1 - - org-carrier 2 9 3 0.5 1.0",
            "dispatcher CARRIER 1 - - org-rival 2 9 3 0.5 1.0",
            "dispatcher CARRIER 4 - - org-rival 2 9 3 0.5 1.0",
            "rival HORIZON 1 - - - 2 9 3 0.5 1.0",
            "rival HORIZON 4 - - - 2 9 3 0.5 1.0",
            "rival LANE 1 DEHAG DELUE - 2 9 3 0.5 1.0",
            "rival LANE 4 DEHAG DELUE - 2 9 3 0.5 1.0",
            "rival CARRIER 1 - - org-rival 2 9 3 0.5 1.0",
            "rival CARRIER 4 - - org-rival 2 9 3 0.5 1.0");
    }

    private async Task<string[]> Printed()
    {
        var folder = Directory.CreateTempSubdirectory("routing-accuracy").FullName;
        try
        {
            var protos = Path.Combine(Checkout.Find().Root, "protos");
            await Run("protoc", folder, "-I", protos, $"--python_out={folder}", "logistics/routing/v1/eta.proto", "logistics/types/v1/types.proto");
            return (await Run("/usr/bin/python3", folder, "-c", Script, routing.Address)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> Run(string program, string folder, params string[] arguments)
    {
        using var bounded = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(bounded.Token), process.StandardError.ReadToEndAsync(bounded.Token));
        await process.WaitForExitAsync(bounded.Token);
        process.ExitCode.Should().Be(0, await errors);
        return await output;
    }
}
