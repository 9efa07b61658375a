using Logistics.EventStore;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hubs;
using Logistics.Routing.OpenItineraries;
using Logistics.Routing.ServiceRuns;

namespace Logistics.Routing.Itineraries;

/// <summary>What a change of the network means for itineraries: a delay revises estimates, and who waits is planned again.</summary>
internal sealed class NetworkChanges(
    ItineraryCommands itineraries, Transactor transactor, OpenItineraryQuery open, ProjectionProgress progress) : Subscription
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public override string Name => "NetworkChanges";

    public override async Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
    {
        foreach (var e in batch)
        {
            if (e.Data is DelayReported delay) await Delayed(delay, e, ct);
        }

        if (batch.LastOrDefault(e => MayHelp(e.Data)) is not { } last) return;
        await progress.WaitFor(OpenItineraryProjection.ProjectionName, last.Position, Patience, ct);
        foreach (var shipmentId in await open.Waiting(ct)) await itineraries.Plan(shipmentId, null, Because(last), ct);
    }

    // A shipment found no way while a service was being registered: looked at once more, it sees the service.
    private static bool MayHelp(object e) => e is HubRegistered or HubRevised or CarrierServiceRegistered or CarrierServiceRevised
        or CapacityReleased or DelayReported or NoItineraryFound;

    private async Task Delayed(DelayReported delay, StoredEvent e, CancellationToken ct)
    {
        var (run, _) = await transactor.Load(ServiceRunDecider.Stream, RunId.Of(delay).ToString(), ct);
        foreach (var shipmentId in run.Reservations.Select(held => held.ShipmentId).Distinct())
            await itineraries.Estimate(shipmentId, null, Because(e), ct);
    }

    private static CommandContext Because(StoredEvent e) =>
        new() { CausationId = e.Id.ToString(), CorrelationId = e.Metadata.CorrelationId, Actor = "service:routing" };
}
