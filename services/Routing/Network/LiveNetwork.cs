using Logistics.EventStore;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hauliers;
using Logistics.Routing.Hubs;
using Logistics.Routing.ServiceRuns;
using Logistics.Routing.SpeedRestrictions;
using NodaTime;

namespace Logistics.Routing.Network;

/// <summary>
/// The network as of the head of the log, in memory of every process: no projection to wait for, so a plan never misses a
/// reservation or a delay that was committed before it began.
/// </summary>
internal sealed class LiveNetwork(IEventLog log, IClock clock, RoutingSettings settings) : IDisposable
{
    private const int Page = 1000;

    // Runs that ended so long ago concern no plan and no estimate.
    private const int KeepDays = 30;

    private readonly SemaphoreSlim gate = new(1);
    private NetworkFacts facts = NetworkFacts.Empty with { RoadKilometresPerHour = settings.RoadKilometresPerHour };
    private NetworkSnapshot? snapshot;
    private LocalDate builtOn;
    private long position;

    /// <summary>The snapshot that has seen everything committed before the call.</summary>
    internal Task<NetworkSnapshot> CaughtUp(CancellationToken ct) =>
        AfterReading(() => Current(clock.GetCurrentInstant().InUtc().Date), ct);

    /// <summary>For who does not plan: a timetable of a thousand services is uploaded without building a snapshot a thousand times.</summary>
    internal Task<NetworkFacts> Facts(CancellationToken ct) => AfterReading(() => facts, ct);

    public void Dispose() => gate.Dispose();

    private async Task<T> AfterReading<T>(Func<T> answer, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            await ReadOn(ct);
            return answer();
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task ReadOn(CancellationToken ct)
    {
        IReadOnlyList<StoredEvent> page;
        do
        {
            page = await log.ReadLog(position, Page, ct);
            foreach (var e in page) Apply(e.Data);
            if (page.Count > 0) position = page[^1].Position;
        }
        while (page.Count == Page);
    }

    private void Apply(object e)
    {
        var before = facts;
        facts = facts.Apply(e);
        snapshot = e switch
        {
            HubRegistered or HubRevised or CarrierServiceRegistered or CarrierServiceRevised => null,
            HaulierRegistered or HaulierRevised => snapshot?.With(facts),
            HubClosed closed => snapshot?.WithHours(facts, closed.HubId),
            SpeedRestricted restricted => Slowed(before, restricted),
            CapacityReserved or CapacityReleased or DelayReported or RunCancelled => snapshot?.WithRun(facts, RunId.Of(e)),
            _ => snapshot,
        };
    }

    // Said anew it may concern another section than before.
    private NetworkSnapshot? Slowed(NetworkFacts before, SpeedRestricted restricted)
    {
        var patched = snapshot?.WithSection(facts, restricted.Section.FromHubId, restricted.Section.ToHubId);
        return before.SlowSections.TryGetValue(restricted.RestrictionId, out var earlier)
            && (earlier.FromHubId, earlier.ToHubId) != (restricted.Section.FromHubId, restricted.Section.ToHubId)
                ? null
                : patched;
    }

    private NetworkSnapshot Current(LocalDate today)
    {
        if (snapshot is not null && builtOn == today) return snapshot;
        facts = facts.Without(run => run.ServiceDate < today.PlusDays(-KeepDays));
        builtOn = today;
        return snapshot = SnapshotBuilder.Build(facts, today, settings.WindowDays);
    }
}
