using Logistics.EventStore;
using Logistics.Hosting;
using Logistics.Hosting.Bus;
using Logistics.Tags.BusinessLocations;
using Logistics.Tags.Doors;
using Logistics.Tags.Doors.Mqtt;
using Logistics.Tags.Gateways;
using Logistics.Tags.HandlingUnits;
using Logistics.Tags.Journal;
using Logistics.Tags.Publishing;
using Logistics.Tags.Quarantine;
using Logistics.Tags.ReadPoints;
using Logistics.Tags.Schema;
using Logistics.Tags.ShipmentWatches;
using Logistics.Tags.Tags;
using Logistics.Tags.Tags.Lists;
using Logistics.Tags.Watching;
using Logistics.Tags.Whereabouts;
using MassTransit;

namespace Logistics.Tags;

/// <summary>Tags, gateways and read points; every read once; where things are and in what condition.</summary>
internal static class TagsModule
{
    internal static WebApplicationBuilder AddTags(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddEventStore(builder.Configuration.Required("Hub:Postgres"), Log);
        builder.AddBus("tags", bus =>
        {
            bus.AddConsumer<ShipmentBookedConsumer, ShipmentBookedConsumerDefinition>();
            bus.AddConsumer<ShipmentAmendedConsumer, ShipmentAmendedConsumerDefinition>();
            bus.AddConsumer<ShipmentClosedConsumer, ShipmentClosedConsumerDefinition>();
            bus.AddConsumer<ShipmentReopenedConsumer, ShipmentReopenedConsumerDefinition>();
        });
        services.AddSingleton(TagsSettings.From(builder.Configuration));
        services.AddAccess();

        // The journal's tables before its writer, its days before its first commit.
        services.AddHostedService<TagsSchema>();
        services.AddSingleton<Retention>().AddSingleton<Partitions>().AddHostedService(at => at.GetRequiredService<Partitions>());
        services.AddSingleton<JournalSignal>();
        services.AddSingleton<JournalTail>();
        services.AddSingleton<KnownTags>();
        services.AddSingleton<KnownReadPoints>();
        services.AddSingleton<JournalWriter>().AddHostedService(at => at.GetRequiredService<JournalWriter>());
        services.AddHostedService<Watcher>();
        services.AddSingleton<QuarantinedBodies>().AddSingleton<MqttReads>().AddSingleton<MqttHeartbeats>().AddHostedService<MqttDoor>();
        services.AddSingleton<Heartbeats>();
        services.AddSingleton<GatewayWatch>().AddHostedService(at => at.GetRequiredService<GatewayWatch>());

        services.AddSingleton<PostingGateways>();
        services.AddSingleton<Epochs>();
        services.AddSingleton<DryRun>();
        services.AddSingleton<JournalQuery>();
        services.AddSingleton<TagQuery>();
        services.AddSingleton<GatewayQuery>();
        services.AddSingleton<LocationQuery>();
        services.AddSingleton<WhereaboutsQuery>();
        services.AddSingleton<QuarantineQuery>();
        services.AddSingleton<UnitQuery>();
        services.AddSingleton<AggregationProcess>();
        return builder;
    }

    internal static WebApplication MapTags(this WebApplication app)
    {
        app.MapReads();
        app.MapTagLists();
        app.MapJournal();
        app.MapAggregations();
        app.MapGrpcService<ReadsGrpc>();
        app.MapGrpcService<TagsGrpc>();
        app.MapGrpcService<GatewaysGrpc>();
        app.MapGrpcService<LocationsGrpc>();
        app.MapGrpcService<WhereaboutsGrpc>();
        app.MapGrpcService<QuarantineGrpc>();
        app.MapGrpcService<AggregationGrpc>();
        return app;
    }

    internal static void Log(EventStoreBuilder store)
    {
        store.Event<TagRegistered>("tag-registered.v1");
        store.Event<TagAttached>("tag-attached.v1");
        store.Event<TagDetached>("tag-detached.v1");
        store.Event<TagRetired>("tag-retired.v1");
        store.Event<TagSighted>("tag-sighted.v1");
        store.Event<TagArrived>("tag-arrived.v1");
        store.Event<TagDeparted>("tag-departed.v1");
        store.Event<VisitAmended>("visit-amended.v2");
        store.Event<VisitWithdrawn>("visit-withdrawn.v2");
        PastTagEvents.AddTo(store);
        store.Event<TagFellSilent>("tag-fell-silent.v1");
        store.Event<TagHeardAgain>("tag-heard-again.v1");
        store.Event<BatteryFellLow>("battery-fell-low.v1");
        store.Event<BatteryRecovered>("battery-recovered.v1");
        store.Event<ExcursionStarted>("excursion-started.v1");
        store.Event<ExcursionEnded>("excursion-ended.v1");
        store.Event<ExcursionAmended>("excursion-amended.v1");
        store.Event<ExcursionWithdrawn>("excursion-withdrawn.v1");
        store.Event<GatewayRegistered>("gateway-registered.v1");
        store.Event<GatewayFellSilent>("gateway-fell-silent.v1");
        store.Event<GatewayHeardAgain>("gateway-heard-again.v1");
        store.Event<ReadPointRegistered>("read-point-registered.v1");
        store.Event<FenceDrawn>("fence-drawn.v1");
        store.Event<FenceRemoved>("fence-removed.v1");
        store.Event<ShipmentWatchBegan>("shipment-watch-began.v1");
        store.Event<ShipmentWatchAmended>("shipment-watch-amended.v1");
        store.Event<ShipmentWatchEnded>("shipment-watch-ended.v1");
        store.Event<ShipmentWatchReopened>("shipment-watch-reopened.v1");
        store.Event<ShipmentPartiesNamed>("shipment-parties-named.v1");
        store.Event<UnitAggregated>("unit-aggregated.v1");
        store.Event<UnitDisaggregated>("unit-disaggregated.v1");
        store.Event<UnitReporterJudged>("unit-reporter-judged.v1");
        store.Event<UnitArrived>("unit-arrived.v1");
        store.Event<UnitDeparted>("unit-departed.v1");
        store.Event<UnitVisitAmended>("unit-visit-amended.v1");
        store.Event<UnitVisitWithdrawn>("unit-visit-withdrawn.v1");
        store.AddProjection<TagDirectory>();
        store.AddProjection<GatewayDirectory>();
        store.AddProjection<ReadPointDirectory>();
        store.AddProjection<BusinessLocationDirectory>();
        store.AddProjection<AttachmentHistory>();
        store.AddProjection<UnitParties>();
        store.AddProjection<StaysOfUnits>();
        store.AddProjection<VisitsOfUnits>();
        store.Event<QuarantinedReadMended>("quarantined-read-mended.v1");
        store.Event<QuarantinedReadDiscarded>("quarantined-read-discarded.v1");
        store.AddSubscription<TagsPublisher>();
        store.AddSubscription<QuarantineSettler>();
        store.AddSubscription<ReportersOfUnits>();
        store.AddSubscription<UnitsInside>();
    }
}
