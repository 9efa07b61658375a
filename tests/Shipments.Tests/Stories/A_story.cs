using Logistics.Specs;
using Logistics.Types.V1;
using NodaTime;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

/// <summary>A shipment of two pallets from Dortmund by Hagen to Siegen, told by those who have to do with it.</summary>
internal sealed class A_story
{
    private readonly RunningShipments running;
    private readonly Instant start = SystemClock.Instance.GetCurrentInstant();
    private long reads;

    private A_story(RunningShipments running, string id, IReadOnlyList<string> units) => (this.running, Id, Units) = (running, id, units);

    public string Id { get; }

    public IReadOnlyList<string> Units { get; }

    public long Position { get; private set; }

    public static async Task<A_story> Begins(RunningShipments running, bool planned = true)
    {
        var request = A_booking.Good();
        request.HandlingUnits.Add(new V1.HandlingUnit { Id = A_booking.NewUnit(), PackageCode = "PX", GrossWeightKg = 180 });
        request.Temperature = new() { MinCelsius = 2, MaxCelsius = 8, AllowedMinutes = 10 };
        var booked = await running.Shipments.BookShipmentAsync(request, As("shipper"));
        var story = new A_story(running, booked.ShipmentId, [.. request.HandlingUnits.Select(u => u.Id)]) { Position = booked.Position };
        await story.Now();
        if (!planned) return story;
        await running.Bus.Say(Messages.Plan(story.Id));
        await story.Becomes(s => s.Legs.Count == 2 && s.Legs.All(l => l.TransportOrderState == V1.TransportOrderState.Tendered), "planned");
        return story;
    }

    /// <summary>Minutes into the story; its reports must not lie ahead of the clock, so a minute is a second.</summary>
    public Instant At(int minute) => start + Duration.FromSeconds(minute);

    public async Task<string> Reported(string who, V1.MilestoneKind kind, string hub, int minute, params string[] units)
    {
        var report = A_report.Of(Id, kind, hub, At(minute));
        report.HandlingUnitIds.AddRange(units);
        return await Reported(who, report);
    }

    public async Task<string> Reported(string who, V1.ReportStatusRequest report)
    {
        Position = (await running.Shipments.ReportStatusAsync(report, As(who))).Position;
        return report.ReportId;
    }

    public Task Arrives(string unit, string hub, int minute, string? read = null)
        => running.Bus.Say(Messages.Arrived(unit, hub, At(minute), $"{unit}/{read ?? $"{++reads}"}"));

    public Task Departs(string unit, string hub, int minute) => running.Bus.Say(Messages.Departed(unit, hub, At(minute), $"{unit}/{++reads}"));

    public async Task<V1.Handover> Handover(string who, V1.HandoverSide side, string from, string to, string hub, int minute, params string[] units)
    {
        var confirm = new V1.ConfirmHandoverRequest
        {
            IdempotencyKey = Guid.NewGuid().ToString(),
            ShipmentId = Id,
            HubId = hub,
            FromOrganisation = from,
            ToOrganisation = to,
            Side = side,
            EventTime = new EventTime { Instant = A_report.Of(Id, V1.MilestoneKind.Arrived, hub, At(minute)).EventTime.Instant, UtcOffsetMinutes = 60 },
        };
        confirm.HandlingUnitIds.AddRange(units);
        return await running.Handovers.ConfirmHandoverAsync(confirm, As(who));
    }

    public async Task Accepts(string who, int leg)
    {
        var order = (await Now()).Legs[leg].TransportOrderId;
        await running.Orders.AcceptTransportOrderAsync(new() { IdempotencyKey = $"accept-{order}", TransportOrderId = order }, As(who));
    }

    public async Task<V1.Shipment> Now(string who = "dispatcher")
        => await running.Shipments.GetShipmentAsync(new() { ShipmentId = Id, MinPosition = Position }, As(who));

    public Task<V1.Shipment> Becomes(Func<V1.Shipment, bool> condition, string what) => Eventually.Some(
        async () => await Now() is { } s && condition(s) ? s : null, $"shipment that is {what}");

    public Task<V1.WorkItem> Has(V1.WorkItemKind kind, V1.WorkItemState state = V1.WorkItemState.New, Func<V1.WorkItem, bool>? which = null)
        => Eventually.Some(
            async () => (await running.WorkItems.ListWorkItemsAsync(new() { ShipmentId = Id, States = { state } }, As("dispatcher")))
                .Items.FirstOrDefault(i => i.Kind == kind && (which is null || which(i))),
            $"work item {kind} that is {state}");

    public async Task Acknowledges(V1.WorkItem item) => await running.WorkItems.AcknowledgeWorkItemAsync(
        new() { IdempotencyKey = $"seen-{item.Id}", WorkItemId = item.Id }, As("dispatcher"));

    public async Task<IReadOnlyList<string>> History()
        => [.. (await running.Shipments.GetHistoryAsync(new() { ShipmentId = Id }, As("dispatcher"))).Entries.Select(e => e.What)];
}
