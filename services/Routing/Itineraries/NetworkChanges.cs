using Logistics.EventStore;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hauliers;
using Logistics.Routing.Hubs;
using Logistics.Routing.Network;
using Logistics.Routing.OpenItineraries;
using Logistics.Routing.ServiceRuns;
using Logistics.Routing.SpeedRestrictions;

namespace Logistics.Routing.Itineraries;

/// <summary>What a change of the network means for itineraries: a delay revises estimates, and who waits is planned again.</summary>
internal sealed class NetworkChanges(
    ItineraryCommands itineraries, LiveNetwork network, OpenItineraryQuery open, ProjectionProgress progress) : Subscription
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public override string Name => "NetworkChanges";

    public override async Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
    {
        foreach (var e in batch)
        {
            if (e.Data is DelayReported or RunCancelled) await Changed([RunId.Of(e.Data)], e, ct);
            if (e.Data is SpeedRestricted restricted) await Changed(await RunsOver(restricted.Section, ct), e, ct);
        }

        if (batch.LastOrDefault(e => MayHelp(e.Data)) is not { } last) return;
        await progress.WaitFor(OpenItineraryProjection.ProjectionName, last.Position, Patience, ct);
        foreach (var shipmentId in await open.Waiting(ct)) await itineraries.Take(shipmentId, null, Because(last), ct);
    }

    // A shipment found no way while a service was being registered: looked at once more, it sees the service.
    private static bool MayHelp(object e) => e is HubRegistered or HubRevised or CarrierServiceRegistered or CarrierServiceRevised
        or HaulierRegistered or HaulierRevised
        or CapacityReleased or DelayReported or RunCancelled or SpeedRestricted or HubClosed or NoItineraryFound;

    // Also of the runs that the same vehicle makes after it.
    private async Task Changed(IEnumerable<RunId> changed, StoredEvent e, CancellationToken ct)
    {
        var facts = await network.Facts(ct);
        var seen = new HashSet<RunId>();
        var next = new Queue<RunId>(changed);
        while (next.TryDequeue(out var run))
        {
            if (!seen.Add(run)) continue;
            foreach (var shipmentId in facts.Run(run).Reservations.Select(held => held.ShipmentId).Distinct())
                await itineraries.Take(shipmentId, null, Because(e), ct);
            foreach (var later in facts.After(run)) next.Enqueue(later);
        }
    }

    /// <summary>Runs that carry somebody, or hand their vehicle on to one that does.</summary>
    private async Task<IReadOnlyList<RunId>> RunsOver(SlowSection section, CancellationToken ct)
    {
        var facts = await network.Facts(ct);
        return facts.Runs.Keys.Where(run => facts.Services.TryGetValue(run.ServiceId, out var service)
            && service.Calls.Zip(service.Calls.Skip(1)).Any(pair => pair.First.HubId == section.FromHubId && pair.Second.HubId == section.ToHubId)).ToList();
    }

    private static CommandContext Because(StoredEvent e) =>
        new() { CausationId = e.Id.ToString(), CorrelationId = e.Metadata.CorrelationId, Actor = "service:routing" };
}
