using System.Diagnostics;

namespace Logistics.Shipments.Bench;

/// <summary>
/// Commands by gRPC, each answered when it is durable: a shipper books, its carrier reports twice, the shipper holds and
/// releases. Against COPY of the very events that came of it into another database's log.
/// </summary>
internal static class Commands
{
    private const int CallersAtOnce = 64;
    private const int Journeys = 3_000;

    /// <summary>Until the compiler is done with what it finds worth while: a service runs for weeks.</summary>
    private const int WarmUp = 3_000;
    private const int CommandsEach = 5;

    internal static async Task Run(Servers servers)
    {
        await using var service = await servers.Service("commands");
        await Callers.Call(CallersAtOnce, WarmUp, n => Journey(service, n));
        await service.Settled();
        var before = await service.Scalar<long>("select last_position from log_head");
        service.CpuPer(1);
        var (_, milliseconds) = await Callers.Call(CallersAtOnce, Journeys, n => Journey(service, n));
        var spent = service.CpuPer(Journeys * CommandsEach);
        var events = await service.Scalar<long>("select last_position from log_head") - before;
        var settling = Stopwatch.StartNew();
        await service.Settled();
        var copied = await CopiedEvents.Measure(service, await servers.Database("commands_copy"), before);
        var (commands, rate) = (Journeys * CommandsEach / milliseconds * 1_000, events / milliseconds * 1_000);
        Console.WriteLine(
            $"commands: {commands:0}/s, {rate:0} events/s against COPY's {copied:0}; {spent}; projections and policies done {settling.Elapsed.TotalSeconds:0.0} s later");
        Report.Rate("shipments.commands", commands, "commands/s", rate / copied);
    }

    private static async Task Journey(RunningService service, int n)
    {
        var shipper = Requested.Shipper(n);
        var (client, asShipper, asCarrier) = (service.Client(n), RunningService.As("shipper", shipper), RunningService.As("carrier", Requested.Carrier));
        var id = (await client.BookShipmentAsync(Requested.Booking(shipper), asShipper)).ShipmentId;
        await client.ReportStatusAsync(Requested.Report(id, V1.MilestoneKind.Collected, "DEDTM"), asCarrier);
        await client.ReportStatusAsync(Requested.Report(id, V1.MilestoneKind.Departed, "DEDTM"), asCarrier);
        await client.HoldShipmentAsync(
            new() { IdempotencyKey = $"hold-{id}", ShipmentId = id, Kind = V1.HoldKind.Payment, Reason = "Not paid." }, asShipper);
        await client.ReleaseShipmentAsync(new() { IdempotencyKey = $"release-{id}", ShipmentId = id, Kind = V1.HoldKind.Payment }, asShipper);
    }
}
