using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hubs;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Tests.Planning;

/// <summary>Small enough for the oracle, nasty enough to matter: loops, ties, runs past midnight and over a day, full runs, delays.</summary>
internal sealed class RandomNetwork
{
    private const int Days = 4;
    private static readonly string[] Zones = ["Europe/Berlin", "Europe/London", "Europe/Warsaw", "America/New_York"];
    private readonly Random random;
    private readonly LocalDate today;

    internal RandomNetwork(int seed)
    {
        random = new Random(seed);
        // One in three spans a night of clock changes.
        today = random.Next(3) switch { 0 => new LocalDate(2019, 3, 30), 1 => new LocalDate(2019, 10, 26), _ => new LocalDate(2019, 6, 12) };
        var hubs = Enumerable.Range(0, random.Next(4, 9)).Select(i => $"DEAA{(char)('A' + i)}").ToArray();
        Hubs = hubs;
        Facts = hubs.Aggregate(NetworkFacts.Empty, (facts, id) => facts.Apply(
            new HubRegistered(id, SmallNetwork.Hub(id, random.Next(4) * 7, Zones[random.Next(Zones.Length)]))));
        for (var i = random.Next(5, 25); i > 0; i--) AddService($"s{i}");
        Runs = Facts.Services.Keys.SelectMany(id => Enumerable.Range(-5, Days + 10).Select(day => new RunId(id, today.PlusDays(day)))).ToList();
        foreach (var run in Runs) Disturb(run);
        Snapshot = SnapshotBuilder.Build(Facts, today, Days);
    }

    internal string[] Hubs { get; }

    internal NetworkFacts Facts { get; private set; }

    internal IReadOnlyList<RunId> Runs { get; }

    internal NetworkSnapshot Snapshot { get; }

    internal PlanQuery Query()
    {
        var from = random.Next(Hubs.Length);
        var to = (from + random.Next(1, Hubs.Length)) % Hubs.Length;
        var ready = today.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant() + Duration.FromMinutes(random.Next(0, 2 * 1440));
        var by = random.Next(3) == 0 ? ready + Duration.FromMinutes(random.Next(60, 3000)) : Instant.MaxValue;
        return new PlanQuery(Hubs[from], Hubs[to], ready, by, random.Next(0, 8) * 100, random.Next(4) == 0);
    }

    private void AddService(string id)
    {
        var minutes = random.Next(0, 96) * 15;
        var calls = new List<Call>();
        var hub = random.Next(Hubs.Length);
        for (var i = random.Next(2, 8); i > 0; i--)
        {
            var departure = minutes + (random.Next(3) * 5);
            calls.Add(new Call(Hubs[hub], minutes, departure));
            minutes = departure + (random.Next(10) == 0 ? random.Next(300, 1800) : random.Next(1, 12) * 10);
            hub = (hub + random.Next(1, Hubs.Length)) % Hubs.Length;
        }

        var details = new ServiceDetails(
            "org-carrier", id, "road", calls, [1, 2, 3, 4, 5, 6, 7], today.PlusDays(-10), today.PlusDays(30),
            random.Next(2, 12) * 100, random.Next(2) == 0);
        // Zones may set calls back: the door refuses those.
        if (CarrierServiceDecider.Register(CarrierService.None, id, details, Facts.ZoneOf) is EventStore.Decision.Accepted)
            Facts = Facts.Apply(new CarrierServiceRegistered(id, details));
    }

    private void Disturb(RunId run)
    {
        var calls = Facts.Services[run.ServiceId].Calls.Count;
        if (random.Next(3) == 0)
        {
            var from = random.Next(calls - 1);
            Facts = Facts.Apply(new CapacityReserved(
                run.ServiceId, run.ServiceDate, "shp-x", from, random.Next(from + 1, calls), random.Next(1, 8) * 100));
        }

        if (random.Next(5) == 0)
            Facts = Facts.Apply(new DelayReported(run.ServiceId, run.ServiceDate, random.Next(calls), random.Next(0, 150), ""));
    }
}
