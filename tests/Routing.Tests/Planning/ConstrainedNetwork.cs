using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hubs;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Tests.Planning;

/// <summary>A <see cref="RandomNetwork"/> whose hubs and services state all they can, and shipments that ask for it.</summary>
internal sealed class ConstrainedNetwork
{
    private static readonly string[] Classes = ["2.1", "3", "8"];
    private readonly Random random;
    private readonly RandomNetwork plain;

    internal ConstrainedNetwork(int seed)
    {
        random = new Random(seed);
        plain = new RandomNetwork(seed);
        Facts = plain.Facts;
        foreach (var (id, hub) in plain.Facts.Hubs) Facts = Facts.Apply(new HubRevised(id, Stated(hub)));
        foreach (var (id, service) in plain.Facts.Services) Facts = Facts.Apply(new CarrierServiceRevised(id, Stated(service)));
        foreach (var hub in plain.Hubs.Where(_ => random.Next(4) == 0)) Facts = Facts.Apply(new HubClosed(hub, Closed()));
        foreach (var run in plain.Runs.Where(_ => random.Next(12) == 0))
            Facts = Facts.Apply(new RunCancelled(run.ServiceId, run.ServiceDate, random.Next(Facts.Services[run.ServiceId].Calls.Count - 1), "Streik"));
        Snapshot = SnapshotBuilder.Build(Facts, plain.Snapshot.Start.InUtc().Date.PlusDays(1), 4);
    }

    private ConstrainedNetwork(ConstrainedNetwork like, NetworkFacts facts)
    {
        (random, plain, Facts) = (like.random, like.plain, facts);
        Snapshot = SnapshotBuilder.Build(Facts, plain.Snapshot.Start.InUtc().Date.PlusDays(1), 4);
    }

    internal NetworkFacts Facts { get; private set; }

    internal IReadOnlyList<RunId> Runs => plain.Runs;

    internal NetworkSnapshot Snapshot { get; }

    internal ConstrainedNetwork With(NetworkFacts facts) => new(this, facts);

    internal PlanQuery Query()
    {
        var query = plain.Query();
        return query with
        {
            VolumeM3 = random.Next(3) == 0 ? random.Next(1, 6) : 0,
            Units = random.Next(3) == 0 ? random.Next(1, 6) : 0,
            Temperature = query.Refrigerated && random.Next(2) == 0 ? new TemperatureBand(random.Next(-20, 5), 8) : null,
            HazardClasses = random.Next(4) == 0 ? [Classes[random.Next(Classes.Length)]] : [],
            ExcludedCarriers = random.Next(4) == 0 ? [$"org-{random.Next(3)}"] : [],
            MinTransferMinutes = random.Next(4) == 0 ? random.Next(1, 60) : 0,
            CollectWindows = Windows(query.ReadyAt),
            DeliverWindows = Windows(query.ReadyAt + Duration.FromHours(6)),
        };
    }

    private HubDetails Stated(HubDetails hub) => hub with
    {
        OpeningHours = random.Next(3) == 0
            ? Enumerable.Range(1, 7).Select(day => new OpeningHours(day, new LocalTime(random.Next(0, 8), 0), new LocalTime(random.Next(0, 24), 30))).ToList()
            : null,
        CutOffMinutes = random.Next(3) == 0 ? random.Next(1, 60) : null,
        HandlingMinutes = random.Next(3) == 0 ? random.Next(1, 60) : null,
        Capabilities = random.Next(3) switch { 0 => [HubCapabilities.Refrigerated], 1 => [], _ => null },
    };

    private ServiceDetails Stated(ServiceDetails service) => service with
    {
        CarrierId = $"org-{random.Next(3)}",
        CapacityM3 = random.Next(2) == 0 ? random.Next(1, 9) : null,
        CapacityUnits = random.Next(2) == 0 ? random.Next(1, 9) : null,
        Temperature = service.Refrigerated && random.Next(2) == 0 ? new TemperatureBand(random.Next(-25, 0), 10) : null,
        HazardClasses = random.Next(2) == 0 ? [random.Next(2) == 0 ? "2" : "3"] : null,
        Exceptions = random.Next(3) == 0 ? [new ServiceException(plain.Runs[random.Next(plain.Runs.Count)].ServiceDate, false)] : null,
    };

    private Closure Closed()
    {
        var from = plain.Snapshot.Start + Duration.FromHours(random.Next(24, 72));
        return new Closure(from, from + Duration.FromHours(random.Next(1, 20)), "Hochwasser");
    }

    private List<Window> Windows(Instant from) => random.Next(5) != 0 ? [] :
        Enumerable.Range(0, 3).Select(day => from + Duration.FromHours(24 * day)).Select(at => new Window(at, at + Duration.FromHours(random.Next(2, 12)))).ToList();
}
