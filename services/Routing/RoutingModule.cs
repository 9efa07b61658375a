using Logistics.EventStore;
using Logistics.Hosting;
using Logistics.Hosting.Bus;
using Logistics.Routing.Calibrations;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.EtaScores;
using Logistics.Routing.Etas;
using Logistics.Routing.Hauliers;
using Logistics.Routing.Hubs;
using Logistics.Routing.Itineraries;
using Logistics.Routing.LegRecords;
using Logistics.Routing.Network;
using Logistics.Routing.Network.Files;
using Logistics.Routing.OpenItineraries;
using Logistics.Routing.Planning;
using Logistics.Routing.Publishing;
using Logistics.Routing.ReplanningPolicies;
using Logistics.Routing.Roads;
using Logistics.Routing.ServiceRuns;
using Logistics.Routing.SpeedRestrictions;
using NodaTime;

namespace Logistics.Routing;

/// <summary>The network, the ways through it, and when goods will arrive.</summary>
internal static class RoutingModule
{
    internal static WebApplicationBuilder AddRouting(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddEventStore(builder.Configuration.Required("Hub:Postgres"), Log);
        builder.AddBus("routing", bus =>
        {
            bus.AddConsumer<ShipmentBookedConsumer>();
            bus.AddConsumer<ActualRecordedConsumer>();
            bus.AddConsumer<ActualRetractedConsumer>();
            bus.AddConsumer<TransportOrderDeclinedConsumer>();
            bus.AddConsumer<ShipmentAmendedConsumer>();
            bus.AddConsumer<ShipmentHeldConsumer>();
            bus.AddConsumer<ShipmentReleasedConsumer>();
            bus.AddConsumer<ShipmentClosedConsumer>();
            bus.AddConsumer<ShipmentReopenedConsumer>();
        });

        services.AddSingleton(RoutingSettings.From(builder.Configuration));
        services.AddSingleton<LiveNetwork>();
        services.AddSingleton(provider => new RoadEngine(
            RoadEngineSettings.From(builder.Configuration), new HttpClient { Timeout = Timeout.InfiniteTimeSpan }, provider.GetRequiredService<IClock>(),
            provider.GetRequiredService<ILogger<RoadEngine>>()));
        services.AddSingleton<DelayReports>();
        services.AddSingleton<Cancellations>();
        services.AddSingleton<Registrations>();
        services.AddSingleton<NetworkImport>();
        services.AddSingleton<Replanning>();
        services.AddSingleton<RunReservations>();
        services.AddSingleton<ItineraryCommands>();
        services.AddSingleton<OpenItineraryQuery>();
        services.AddSingleton<LearnedTimes>();
        services.AddSingleton<LegRecordQuery>();
        services.AddSingleton<EtaScoreQuery>();
        services.AddSingleton<DailyCalibration>();
        services.AddHostedService(provider => provider.GetRequiredService<DailyCalibration>());
        services.AddHostedService<WarmUp>();
        services.AddHostedService<Overdue>();
        return builder;
    }

    internal static WebApplication MapRouting(this WebApplication app)
    {
        app.MapGrpcService<NetworkGrpc>();
        app.MapGrpcService<PlanningGrpc>();
        app.MapGrpcService<EtaGrpc>();
        app.MapGrpcService<ReplanningPolicyGrpc>();
        return app;
    }

    internal static void Log(EventStoreBuilder store)
    {
        store.Event<HubRegistered>("hub-registered.v1");
        store.Event<HubRevised>("hub-revised.v1");
        store.Event<HubClosed>("hub-closed.v1");
        store.Event<CarrierServiceRegistered>("carrier-service-registered.v1");
        store.Event<CarrierServiceRevised>("carrier-service-revised.v1");
        store.Event<HaulierRegistered>("haulier-registered.v1");
        store.Event<HaulierRevised>("haulier-revised.v1");
        store.Event<CapacityReserved>("capacity-reserved.v1");
        store.Event<CapacityReleased>("capacity-released.v1");
        store.Event<DelayReported>("delay-reported.v1");
        store.Event<RunCancelled>("run-cancelled.v1");
        store.Event<SpeedRestricted>("speed-restricted.v1");
        store.Event<ItineraryRequested>("itinerary-requested.v1");
        store.Event<ItineraryPlanned>("itinerary-planned.v1");
        store.Event<NoItineraryFound>("no-itinerary-found.v1");
        store.Event<ActualNoted>("actual-noted.v1");
        store.Event<ActualRetracted>("actual-retracted.v1");
        store.Event<CarriageDeclined>("carriage-declined.v1");
        store.Event<RequirementAmended>("requirement-amended.v1");
        store.Event<HoldNoted>("hold-noted.v1");
        store.Event<EtaRevised>("eta-revised.v1");
        store.Event<ItineraryClosed>("itinerary-closed.v1");
        store.Event<ItineraryReopened>("itinerary-reopened.v1");
        store.Event<ReplanningPolicyRevised>("replanning-policy-revised.v1");
        store.Event<EtasCalibrated>("etas-calibrated.v1");
        store.AddProjection<OpenItineraryProjection>();
        store.AddProjection<LegRecordProjection>();
        store.AddProjection<EtaScoreProjection>();
        store.AddSubscription<RoutingPublisher>();
        store.AddSubscription<NetworkChanges>();
        store.AddSubscription<RenewalByPolicy>();
    }
}
