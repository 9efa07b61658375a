using Google.Protobuf;
using Logistics.EventStore;
using Logistics.Hosting;
using Logistics.Hosting.Bus;
using Logistics.Shipments.Deadlines;
using Logistics.Shipments.Documents;
using Logistics.Shipments.Feeds;
using Logistics.Shipments.Grants;
using Logistics.Shipments.Gateways;
using Logistics.Shipments.HandlingUnits;
using Logistics.Shipments.HandoverList;
using Logistics.Shipments.Handovers;
using Logistics.Shipments.Organisations;
using Logistics.Shipments.Publishing;
using Logistics.Shipments.Sandboxes;
using Logistics.Shipments.ShipmentList;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.Streams;
using Logistics.Shipments.Tracking;
using Logistics.Shipments.TransportOrderList;
using Logistics.Shipments.TransportOrders;
using Logistics.Shipments.WorkItemList;
using Logistics.Shipments.WorkItems;
using MassTransit;

namespace Logistics.Shipments;

/// <summary>Every registration of this service.</summary>
internal static class ShipmentsModule
{
    public static void AddShipments(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(HubOperator.From(builder.Configuration));
        services.AddSingleton<JointTransactor>();
        services.AddSingleton<BookingProcess>();
        services.AddSingleton<FactProcess>();
        services.AddSingleton<TagFacts>();
        services.AddSingleton<BulkReports>();
        services.AddSingleton<ItineraryProcess>();
        services.AddSingleton<AmendmentProcess>();
        services.AddSingleton<ClosingProcess>();
        services.AddSingleton<KeyedCommands>();
        services.AddSingleton<SandboxProcess>();
        services.AddSingleton<DeadlineKind, TimeOut>();
        services.AddSingleton<DeadlineKind, Overdue>();
        services.AddSingleton<DeadlineKind, HandoverPatience>();
        services.AddSingleton<DeadlineKind, GrantExpiry>();
        services.AddSingleton<HandoverProcess>();
        services.AddHostedService<DeadlineWatch>();
        services.AddSingleton<DocumentStore>();
        services.AddHostedService(at => at.GetRequiredService<DocumentStore>());
        services.AddSingleton<TrackingTokens>();
        services.AddSingleton<TrackingQuery>();
        services.AddSingleton<PartyQueries>();
        services.AddSingleton<GrantEnds>();
        services.AddSingleton<Readers>();
        services.AddSingleton(FeedTerms.From(builder.Configuration));
        services.AddSingleton<FeedRetention>();
        services.AddHostedService(at => at.GetRequiredService<FeedRetention>());
        services.AddEventStore(builder.Configuration.Required("Hub:Postgres"), store =>
        {
            AddEvents(store);
            store.AddProjection<TrackingLinksProjection>();
            store.AddProjection<DeactivatedOrganisations>();
            store.AddProjection<DeadlineProjection>();
            store.AddProjection<GrantSightProjection>();
            store.AddSubscription<GrantSharing>();
            store.AddSubscription<SampleDocuments>();
            store.AddSubscription<WorkItemPolicies>();
            store.AddSubscription<ShipmentPublisher>();
            AddFeed<ShipmentListProjection, ShipmentAnswer, V1.Shipment>(store, services);
            AddFeed<TransportOrderListProjection, TransportOrderAnswer, V1.TransportOrder>(store, services);
            AddFeed<WorkItemListProjection, WorkItemAnswer, V1.WorkItem>(store, services);
            AddFeed<HandoverListProjection, HandoverAnswer, V1.Handover>(store, services);
        });
        builder.AddBus("shipments", AddConsumers);
    }

    public static void MapShipments(this WebApplication app)
    {
        app.MapGrpcService<ShipmentsGrpc>();
        app.MapGrpcService<TransportOrdersGrpc>();
        app.MapGrpcService<DocumentsGrpc>();
        app.MapGrpcService<HandoversGrpc>();
        app.MapGrpcService<WorkItemsGrpc>();
        app.MapGrpcService<SandboxGrpc>();
    }

    public static void AddConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<ItineraryPlannedConsumer>();
        bus.AddConsumer<NoItineraryFoundConsumer>();
        bus.AddConsumer<EtaRevisedConsumer>();
        bus.AddConsumer<HandlingUnitArrivedConsumer>();
        bus.AddConsumer<HandlingUnitDepartedConsumer>();
        bus.AddConsumer<HandlingUnitVisitAmendedConsumer>();
        bus.AddConsumer<HandlingUnitVisitWithdrawnConsumer>();
        bus.AddConsumer<ExcursionStartedConsumer>();
        bus.AddConsumer<ExcursionEndedConsumer>();
        bus.AddConsumer<ExcursionAmendedConsumer>();
        bus.AddConsumer<ExcursionWithdrawnConsumer>();
        bus.AddConsumer<TagFellSilentConsumer>();
        bus.AddConsumer<TagHeardAgainConsumer>();
        bus.AddConsumer<BatteryFellLowConsumer>();
        bus.AddConsumer<BatteryRecoveredConsumer>();
        bus.AddConsumer<TagDetachedConsumer>();
        bus.AddConsumer<GatewayFellSilentConsumer>();
        bus.AddConsumer<GatewayHeardAgainConsumer>();
        bus.AddConsumer<SandboxRegisteredConsumer>();
        bus.AddConsumer<GrantChangedConsumer>();
        bus.AddConsumer<OrganisationDeactivatedConsumer>();
        bus.AddConsumer<OrganisationReactivatedConsumer>();
    }

    /// <summary>Stored names: never changed, never used again.</summary>
    public static void AddEvents(EventStoreBuilder store) => store
        .Event<ShipmentBooked>("shipment-booked.v1")
        .Event<ItineraryAssigned>("itinerary-assigned.v1")
        .Event<PlanFailed>("plan-failed.v1")
        .Event<ActualRecorded>("actual-recorded.v1")
        .Event<ActualRetracted>("actual-retracted.v1")
        .Event<ShipmentReopened>("shipment-reopened.v1")
        .Event<DocumentAttached>("document-attached.v1")
        .Event<EstimateRevised>("estimate-revised.v1")
        .Event<ShipmentDelivered>("shipment-delivered.v1")
        .Event<ExcursionStarted>("excursion-started.v1")
        .Event<ExcursionEnded>("excursion-ended.v1")
        .Event<ExcursionAmended>("excursion-amended.v1")
        .Event<ExcursionWithdrawn>("excursion-withdrawn.v1")
        .Event<TagFellSilent>("tag-fell-silent.v1")
        .Event<TagHeardAgain>("tag-heard-again.v1")
        .Event<BatteryFellLow>("battery-fell-low.v1")
        .Event<BatteryRecovered>("battery-recovered.v1")
        .Event<TagDetached>("tag-detached.v1")
        .Event<TrackingLinkCreated>("tracking-link-created.v1")
        .Event<TrackingLinkRevoked>("tracking-link-revoked.v1")
        .Event<ShipmentShared>("shipment-shared.v1")
        .Event<ShipmentUnshared>("shipment-unshared.v1")
        .Event<GrantLearned>("grant-learned.v1")
        .Event<GrantExpired>("grant-expired.v1")
        .Event<ShipmentAmended>("shipment-amended.v1")
        .Event<ShipmentHeld>("shipment-held.v1")
        .Event<ShipmentReleased>("shipment-released.v1")
        .Event<ShipmentCancelled>("shipment-cancelled.v1")
        .Event<ShipmentReturned>("shipment-returned.v1")
        .Event<HandlingUnitsLost>("handling-units-lost.v1")
        .Event<HandlingUnitsFound>("handling-units-found.v1")
        .Event<HandlingUnitClaimed>("handling-unit-claimed.v1")
        .Event<HandlingUnitReleased>("handling-unit-released.v1")
        .Event<HandlingUnitSighted>("handling-unit-sighted.v1")
        .Event<HandlingUnitSightingWithdrawn>("handling-unit-sighting-withdrawn.v1")
        .Event<GatewayFellSilent>("gateway-fell-silent.v1")
        .Event<GatewayHeardAgain>("gateway-heard-again.v1")
        .Event<OrganisationDeactivated>("organisation-deactivated.v1")
        .Event<OrganisationReactivated>("organisation-reactivated.v1")
        .Event<SandboxStocked>("sandbox-stocked.v1")
        .Event<SandboxDiscarded>("sandbox-discarded.v1")
        .Event<TransportOrderTendered>("transport-order-tendered.v1")
        .Event<TransportOrderAccepted>("transport-order-accepted.v1")
        .Event<TransportOrderRejected>("transport-order-rejected.v1")
        .Event<TransportOrderTimedOut>("transport-order-timed-out.v1")
        .Event<TransportOrderWithdrawn>("transport-order-withdrawn.v1")
        .Event<CustodyPassed>("custody-passed.v1")
        .Event<HandoverOpened>("handover-opened.v1")
        .Event<HandoverConfirmed>("handover-confirmed.v1")
        .Event<HandoverDisputed>("handover-disputed.v1")
        .Event<HandoverSettled>("handover-settled.v1")
        .Event<HandoverOverdue>("handover-overdue.v1")
        .Event<WorkItemRaised>("work-item-raised.v1")
        .Event<WorkItemRaisedAgain>("work-item-raised-again.v1")
        .Event<WorkItemRestated>("work-item-restated.v1")
        .Event<WorkItemAcknowledged>("work-item-acknowledged.v1")
        .Event<WorkItemAssigned>("work-item-assigned.v1")
        .Event<WorkItemNoted>("work-item-noted.v1")
        .Event<WorkItemOverdue>("work-item-overdue.v1")
        .Event<WorkItemShelved>("work-item-shelved.v1")
        .Event<WorkItemResolved>("work-item-resolved.v1");

    private static void AddFeed<TProjection, TDoc, TWire>(EventStoreBuilder store, IServiceCollection services)
        where TProjection : FeedProjection<TDoc, TWire>
        where TDoc : class
        where TWire : class, IMessage<TWire>, new()
    {
        store.AddProjection<TProjection>();
        services.AddSingleton<FeedProjection<TDoc, TWire>>(provider => provider.GetRequiredService<TProjection>());
        services.AddSingleton<FeedReader<TDoc, TWire>>();
        services.AddSingleton(provider => provider.GetRequiredService<TProjection>().Feed);
    }
}
