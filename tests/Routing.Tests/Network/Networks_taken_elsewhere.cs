using FluentAssertions;
using Logistics.Hosting.Identity;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hauliers;
using Logistics.Routing.Network;
using Logistics.Routing.Network.Files;
using Logistics.Routing.Tests.Planning;
using Logistics.Routing.Tests.Roads;
using Logistics.Routing.V1;
using NodaTime;
using Xunit;
using OpeningHours = Logistics.Routing.Hubs.OpeningHours;
using ServiceException = Logistics.Routing.CarrierServices.ServiceException;

namespace Logistics.Routing.Tests.Network;

/// <summary>What is exported is imported into an empty network, by the checks and in the order of an import: it is the same one then.</summary>
public sealed class Networks_taken_elsewhere
{
    private static readonly Caller Admin = new(CallerKind.Person, "p-1", "org-hub", new HashSet<string> { Roles.Admin }, "p-1");

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 50).Select(i => 7000 + i)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Are_the_same_there(int seed)
    {
        var facts = WithHauliers(Registered(new ConstrainedNetwork(seed).Facts), new Random(seed));

        var again = Imported(NetworkExport.Of(facts));

        again.Hubs.Should().HaveSameCount(facts.Hubs).And.NotContain(hub => !hub.Value.SameAs(facts.Hubs[hub.Key]));
        again.Services.Should().HaveSameCount(facts.Services).And.NotContain(service => !service.Value.SameAs(facts.Services[service.Key]));
        again.Hauliers.Should().HaveSameCount(facts.Hauliers).And.NotContain(haulier => !haulier.Value.SameAs(facts.Hauliers[haulier.Key]));
        NetworkExport.Of(again).Should().Equal(NetworkExport.Of(facts), "the same network gives the same bytes");
        Connections(again).Should().Equal(Connections(Timetabled(facts)), "it is the same snapshot");
    }

    [Fact]
    public void Have_services_that_run_on_single_dates_alone() => Imported(NetworkExport.Of(SmallNetwork.WithHubs("DEDTM", "DEHAG").With(
            "fair", SmallNetwork.Service(("DEDTM", "06:00"), ("DEHAG", "07:00")) with { Weekdays = [], Exceptions = [new ServiceException(SmallNetwork.Monday, true)] })))
        .Services["fair"].Weekdays.Should().BeEmpty();

    [Fact]
    public void May_be_empty() => Imported(NetworkExport.Of(NetworkFacts.Empty)).Should().BeEquivalentTo(NetworkFacts.Empty);

    private static NetworkFacts Imported(IEnumerable<NetworkFile> files)
    {
        var (hubs, services, hauliers) = NetworkFiles.Read(new ImportNetworkRequest { Files = { files } });
        var facts = hubs.Aggregate(NetworkFacts.Empty, (all, hub) => Registrations.With(all, hub.Item));
        foreach (var service in services)
        {
            Registrations.Check(service.Item, Admin, facts);
            facts = facts.Apply(new CarrierServiceRegistered(service.Item.Id, NetworkRequests.Service(service.Item)));
        }

        foreach (var haulier in hauliers)
        {
            Registrations.Check(haulier.Item, Admin, facts);
            facts = facts.Apply(new HaulierRegistered(haulier.Item.Id, HaulierRequests.Details(haulier.Item)));
        }

        return facts;
    }

    // By gRPC, a service has no arrival at its first call and no departure from its last.
    private static NetworkFacts Registered(NetworkFacts facts) => facts.Services.Aggregate(
        facts, (all, service) => all.Apply(new CarrierServiceRevised(service.Key, NetworkRequests.Service(Mapping.Service(service.Key, service.Value)))));

    private static NetworkFacts WithHauliers(NetworkFacts facts, Random random)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            facts = facts.Apply(new HaulierRegistered($"h{i}", RoadSamples.Lorry with
            {
                Name = i == 1 ? "=SUM(A1), \"und\" Söhne" : "'s-Gravenhage & Co",
                ReachKm = random.NextDouble() * 900 + 1,
                CapacityM3 = random.Next(2) == 0 ? 80.25 : null,
                Temperature = random.Next(2) == 0 ? new(-25.5, 8) : null,
                HazardClasses = random.Next(3) switch { 0 => null, 1 => [], _ => ["2.1", "3"] },
                Tariff = random.Next(2) == 0 ? new(0.123m, 25, 0.092) : null,
                DriverHours = random.Next(2) == 0 ? [new OpeningHours(7, new LocalTime(22, 0), new LocalTime(6, 30))] : null,
                HubIds = random.Next(2) == 0 ? [facts.Hubs.Keys.Order(StringComparer.Ordinal).First()] : null,
            }));
        }

        return facts;
    }

    // Delays, cancellations and reservations are of the day, and are not taken along.
    private static NetworkFacts Timetabled(NetworkFacts facts) => facts.Without(_ => true);

    private static IEnumerable<(string, string, Instant, Instant)> Connections(NetworkFacts facts)
    {
        if (facts.Services.IsEmpty) return [];
        var first = facts.Services.Values.Min(service => service.ValidFrom);
        var snapshot = SnapshotBuilder.Build(facts, first.PlusDays(3), 4);
        return snapshot.Facts.Services.Keys.Order(StringComparer.Ordinal)
            .SelectMany(id => Enumerable.Range(0, 10).Select(day => RunTimes.Of(snapshot.Facts, new(id, first.PlusDays(day)))))
            .OfType<RunTimes>()
            .SelectMany(run => run.Calls.Zip(run.Calls.Skip(1), (a, b) => (a.HubId, b.HubId, a.Departure, b.Arrival)));
    }
}
