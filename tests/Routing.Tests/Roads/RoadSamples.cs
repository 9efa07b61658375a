using Logistics.Routing.Hauliers;
using Logistics.Routing.Hubs;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.Roads;
using NodaTime;

namespace Logistics.Routing.Tests.Roads;

/// <summary>Dortmund and Lüdenscheid have a timetable, Hagen lies between them and has none; lorries drive 60 km/h.</summary>
internal static class RoadSamples
{
    internal static readonly HaulierDetails Lorry =
        new("org-haulier", "Spedition", 100, 60, 0, new LocalDate(2026, 1, 1), new LocalDate(2027, 12, 31), 12_000, false);

    internal static readonly NetworkFacts Timetable = Hub("DEDTM", 51.51, 7.46).Apply(Registered("DEHAG", 51.36, 7.46)).Apply(Registered("DELUE", 51.21, 7.63))
        .With("line", ("DEDTM", "09:00"), ("DELUE", "10:00"));

    internal static readonly NetworkFacts WithLorry = Timetable.Apply(new HaulierRegistered("h1", Lorry));

    /// <summary>A few kilometres from Dortmund's hub.</summary>
    internal static readonly Door Works = new(51.48, 7.40, null);

    /// <summary>A few kilometres from Lüdenscheid's hub.</summary>
    internal static readonly Door Shop = new(51.23, 7.60, null);

    internal static NetworkFacts With(HaulierDetails lorry) => Timetable.Apply(new HaulierRegistered("h1", lorry));

    internal static PlanQuery FromDoorToDoor(string ready, string by = "71:00") =>
        SmallNetwork.Query(Door.Origin, Door.Destination, ready, by) with { FromDoor = Works, ToDoor = Shop };

    internal static Plan PlanOf(NetworkFacts facts, PlanQuery query, RoadTable? roads = null) =>
        RoadPlanner.Plan(facts.Snapshot().With(roads ?? RoadTable.GreatCircle), query).Plan;

    private static NetworkFacts Hub(string id, double latitude, double longitude) => NetworkFacts.Empty.Apply(Registered(id, latitude, longitude));

    private static HubRegistered Registered(string id, double latitude, double longitude) => new(id, new HubDetails(id, latitude, longitude, "Europe/Berlin", 10));
}
