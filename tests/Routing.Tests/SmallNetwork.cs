using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hubs;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Tests;

/// <summary>Networks of a few lines for a Monday in November, when Germany is an hour ahead of UTC.</summary>
internal static class SmallNetwork
{
    internal static readonly LocalDate Monday = new(2026, 11, 23);

    internal static HubDetails Hub(string name, int transferMinutes = 10, string zone = "Europe/Berlin") =>
        new(name, 51.5, 7.5, zone, transferMinutes);

    internal static ServiceDetails Service(params (string Hub, string Time)[] calls) => new(
        "org-carrier", "Line", "road", calls.Select(call => new Call(call.Hub, Minutes(call.Time), Minutes(call.Time))).ToList(),
        [1, 2, 3, 4, 5, 6, 7], new LocalDate(2026, 1, 1), new LocalDate(2027, 12, 31), 1000, false);

    internal static NetworkFacts WithHubs(params string[] ids) => ids.Aggregate(
        NetworkFacts.Empty, (facts, id) => facts.Apply(new HubRegistered(id, Hub(id))));

    internal static NetworkFacts With(this NetworkFacts facts, string id, ServiceDetails service) =>
        facts.Apply(new CarrierServiceRegistered(id, service));

    internal static NetworkFacts With(this NetworkFacts facts, string id, params (string Hub, string Time)[] calls) =>
        facts.With(id, Service(calls));

    internal static NetworkFacts Delayed(this NetworkFacts facts, string id, int minutes, int fromCall = 0, string cause = "Stau") =>
        facts.Apply(new DelayReported(id, Monday, fromCall, minutes, cause));

    internal static NetworkSnapshot Snapshot(this NetworkFacts facts, LocalDate? today = null, int days = 3) =>
        SnapshotBuilder.Build(facts, today ?? Monday, days);

    /// <summary>Monday's wall clock in Dortmund; 24:00 and later are the days after.</summary>
    internal static Instant At(string time) =>
        Instant.FromUtc(2026, 11, 22, 23, 0) + Duration.FromMinutes(Minutes(time));

    internal static PlanQuery Query(string from, string to, string ready, string by = "71:00", double weight = 100, bool refrigerated = false) =>
        new(from, to, At(ready), At(by), weight, refrigerated);

    private static int Minutes(string time) =>
        time.Split(':') is [var hours, var minutes] ? (int.Parse(hours, null) * 60) + int.Parse(minutes, null) : throw new ArgumentException(time);
}
