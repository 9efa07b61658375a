using Duration = NodaTime.Duration;
using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodaTime;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Working_on_exceptions(RunningShipments running)
{
    [Fact]
    public async Task A_late_shipment_is_raised_counted_and_cleared()
    {
        var shipment = await A_planned_shipment.Planned(running);
        await running.Bus.Say(Messages.Eta(shipment.Id, 2, Known.Due + Duration.FromMinutes(20)));
        var item = await shipment.HasWorkItem(V1.WorkItemKind.Late);
        (item.Severity, item.Count, item.HubId).Should().Be((V1.Severity.Warning, 1, "DESIE"));
        (await running.Shipments.ListShipmentsAsync(new() { Text = shipment.Id, LateOnly = true }, As("shipper"))).Shipments.Should().ContainSingle();

        await running.Bus.Say(Messages.Eta(shipment.Id, 3, Known.Due + Duration.FromMinutes(95)));
        var worse = await shipment.HasWorkItem(V1.WorkItemKind.Late, which: i => i.Count == 2);
        (worse.Id, worse.Severity).Should().Be((item.Id, V1.Severity.Critical));

        await running.Bus.Say(Messages.Eta(shipment.Id, 4, Known.At(15)));
        await shipment.HasWorkItem(V1.WorkItemKind.Late, V1.WorkItemState.Resolved);
        await shipment.Becomes(s => s.OpenWorkItems == 0, "without open work items");
    }

    [Fact]
    public async Task A_missed_connection_is_raised_and_cleared_by_the_next_plan()
    {
        var shipment = await A_planned_shipment.Planned(running);
        await running.Bus.Say(Messages.Eta(shipment.Id, 2, Known.At(15, 10), 1, 1));
        (await shipment.HasWorkItem(V1.WorkItemKind.MissedConnection)).HubId.Should().Be("DEHAG");
        await running.Bus.Say(Messages.Plan(shipment.Id, 2, 60));
        await shipment.HasWorkItem(V1.WorkItemKind.MissedConnection, V1.WorkItemState.Resolved);
    }

    [Fact]
    public async Task No_plan_is_raised()
    {
        var shipment = await A_planned_shipment.Booked(running);
        await running.Bus.Say(Messages.NoPlan(shipment.Id));
        (await shipment.HasWorkItem(V1.WorkItemKind.NoPlan)).Cause.Should().Contain("Sundays");
    }

    [Fact]
    public async Task A_pallet_in_the_wrong_hub_is_raised()
    {
        var shipment = await A_planned_shipment.Planned(running);
        await running.Bus.Say(Messages.Arrived(shipment.Unit, "DEHAM", SystemClock.Instance.GetCurrentInstant(), $"{shipment.Unit}/1"));
        (await shipment.HasWorkItem(V1.WorkItemKind.Misdirected)).Severity.Should().Be(V1.Severity.Critical);
        (await shipment.Becomes(s => s.Misdirected, "misdirected")).Milestones.Should().Contain(m => m.LegIndex == -1 && m.HubId == "DEHAM");
    }

    [Fact]
    public async Task A_carriers_report_that_the_reads_contradict_is_raised()
    {
        var shipment = await A_planned_shipment.Planned(running);
        var now = SystemClock.Instance.GetCurrentInstant();
        await running.Bus.Say(Messages.Arrived(shipment.Unit, "DEHAG", now, $"{shipment.Unit}/1"));
        await shipment.Becomes(s => s.LastHubId == "DEHAG", "read in Hagen");
        await running.Shipments.ReportStatusAsync(
            A_report.Of(shipment.Id, V1.MilestoneKind.Arrived, "DEHAG", now - Duration.FromMinutes(45)), As("sauerland"));
        await shipment.HasWorkItem(V1.WorkItemKind.Contradiction);
        var milestone = (await shipment.Now()).Milestones.Single(m => m.HubId == "DEHAG" && m.Kind == V1.MilestoneKind.Arrived);
        (milestone.Contradicted, milestone.Evidence.Count).Should().Be((true, 2));
    }

    [Fact]
    public async Task A_warm_reefer_and_a_silent_tag_are_raised()
    {
        var shipment = await A_planned_shipment.Planned(running);
        var now = SystemClock.Instance.GetCurrentInstant();
        await running.Bus.Say(Messages.Warm(shipment.Id, shipment.Unit, now));
        await running.Bus.Say(Messages.Silent(shipment.Unit, now));
        var warm = await shipment.HasWorkItem(V1.WorkItemKind.Excursion);
        await shipment.HasWorkItem(V1.WorkItemKind.SilentTag);

        await running.Bus.Say(Messages.Heard(shipment.Unit, now));
        await shipment.HasWorkItem(V1.WorkItemKind.SilentTag, V1.WorkItemState.Resolved);
        await running.WorkItems.AcknowledgeWorkItemAsync(new() { IdempotencyKey = $"k-{warm.Id}", WorkItemId = warm.Id }, As("dispatcher"));
        await running.Bus.Say(Messages.Cooled(shipment.Id, shipment.Unit, now));
        await shipment.HasWorkItem(V1.WorkItemKind.Excursion, V1.WorkItemState.Resolved);
    }

    [Fact]
    public async Task A_dispatcher_acknowledges_shelves_and_resolves_each_twice()
    {
        var shipment = await A_planned_shipment.Booked(running);
        await running.Bus.Say(Messages.NoPlan(shipment.Id));
        var id = (await shipment.HasWorkItem(V1.WorkItemKind.NoPlan)).Id;

        foreach (var _ in Twice)
            (await running.WorkItems.AcknowledgeWorkItemAsync(new() { IdempotencyKey = $"a-{id}", WorkItemId = id }, As("dispatcher")))
                .Owner.Should().Be("p-ada");
        var until = Timestamp.FromDateTimeOffset((SystemClock.Instance.GetCurrentInstant() + Duration.FromHours(1)).ToDateTimeOffset());
        foreach (var _ in Twice)
            (await running.WorkItems.ShelveWorkItemAsync(new() { IdempotencyKey = $"s-{id}", WorkItemId = id, Until = until }, As("dispatcher")))
                .State.Should().Be(V1.WorkItemState.Shelved);
        foreach (var _ in Twice)
            (await running.WorkItems.ResolveWorkItemAsync(new() { IdempotencyKey = $"r-{id}", WorkItemId = id, Note = "Carried by hand." }, As("dispatcher")))
                .State.Should().Be(V1.WorkItemState.Resolved);

        await Refused.With(StatusCode.FailedPrecondition, "work-item-resolved", async () => await running.WorkItems.AcknowledgeWorkItemAsync(
            new() { IdempotencyKey = $"b-{id}", WorkItemId = id }, As("dispatcher")));
        await Refused.With(StatusCode.NotFound, "work-item-not-found", async () => await running.WorkItems.ResolveWorkItemAsync(
            new() { IdempotencyKey = $"c-{id}", WorkItemId = "wi-missing" }, As("dispatcher")));
        (await running.Scalar<long>($"select count(*) from mt_events where stream_id = 'work-item-{id}'")).Should().Be(4);
    }

    [Fact]
    public async Task What_was_shelved_is_new_again_when_its_time_is_over()
    {
        var shipment = await A_planned_shipment.Booked(running);
        await running.Bus.Say(Messages.NoPlan(shipment.Id));
        var id = (await shipment.HasWorkItem(V1.WorkItemKind.NoPlan)).Id;
        var until = Timestamp.FromDateTimeOffset((SystemClock.Instance.GetCurrentInstant() + Duration.FromMilliseconds(700)).ToDateTimeOffset());
        await running.WorkItems.ShelveWorkItemAsync(new() { IdempotencyKey = $"s-{id}", WorkItemId = id, Until = until }, As("dispatcher"));
        (await shipment.HasWorkItem(V1.WorkItemKind.NoPlan, which: i => i.ShelvedUntil is not null)).ShelvedUntil.ToDateTime()
            .Should().BeCloseTo(until.ToDateTime(), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_watch_tells_of_a_new_one()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var watch = running.WorkItems.WatchWorkItems(new(), As("dispatcher"));
        var changes = watch.ResponseStream.ReadAllAsync(patience.Token).GetAsyncEnumerator(patience.Token);
        while (await changes.MoveNextAsync() && !changes.Current.CaughtUp) continue;

        var shipment = await A_planned_shipment.Booked(running);
        await running.Bus.Say(Messages.NoPlan(shipment.Id));
        while (await changes.MoveNextAsync() && changes.Current.Item.ShipmentId != shipment.Id) continue;
        changes.Current.Item.Kind.Should().Be(V1.WorkItemKind.NoPlan);
    }

    private static IEnumerable<int> Twice => [1, 2];
}
