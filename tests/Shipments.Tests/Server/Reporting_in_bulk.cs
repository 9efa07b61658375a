using FluentAssertions;
using Grpc.Core;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Reporting_in_bulk(RunningShipments running)
{
    [Fact]
    public async Task Every_report_gets_its_own_result_in_order_whatever_becomes_of_the_others()
    {
        var (one, other) = (await A_planned_shipment.Planned(running), await A_planned_shipment.Planned(running));
        var stranger = await A_planned_shipment.Booked(running);
        V1.ReportStatusRequest[] reports =
        [
            A_report.Of(one.Id, V1.MilestoneKind.Collected, "DEDTM"),
            A_report.Of("shp-missing", V1.MilestoneKind.Arrived, "DEHAG"),
            A_report.Of(other.Id, V1.MilestoneKind.Departed, "DEDTM"),
            A_report.Of(one.Id, V1.MilestoneKind.Departed, "DEDTM"),
            A_report.Of(stranger.Id, V1.MilestoneKind.Departed, "DEDTM"),
            A_report.Of(one.Id, V1.MilestoneKind.Unspecified, "DEHAG"),
        ];
        var results = await Report(reports);
        results.Select(r => r.ReportId).Should().Equal(reports.Select(r => r.ReportId));
        results.Select(r => r.Reason).Should().Equal("", "shipment-not-found", "", "", "shipment-not-found", "invalid-argument");
        results.Select(r => r.Position > 0).Should().Equal(true, false, true, true, false, false);
        results[4].Detail.Should().Be(results[1].Detail, "a stranger cannot tell it from one that is not there");
        (await one.Becomes(s => s.Version == 4, "told of both")).State.Should().Be(V1.ShipmentState.InTransit);
    }

    [Fact]
    public async Task A_report_that_comes_again_in_bulk_or_alone_is_the_same_one()
    {
        var shipment = await A_planned_shipment.Planned(running);
        var report = A_report.Of(shipment.Id, V1.MilestoneKind.Departed, "DEDTM");
        report.SaidBy = "Kim from the yard";
        var results = await Report(report, report, A_report.Of(shipment.Id, V1.MilestoneKind.Arrived, "DEHAG"), report);
        results.Select(r => r.Position).Should().Equal(results[0].Position, results[0].Position, results[2].Position, results[0].Position);
        (await Report(report))[0].Should().Be(results[0]);
        (await running.Shipments.ReportStatusAsync(report, As("sauerland"))).Position.Should().Be(results[0].Position);
        (await running.Shipments.GetHistoryAsync(new() { ShipmentId = shipment.Id }, As("sauerland"))).Entries
            .Count(e => e.What == "milestone-recorded").Should().Be(2);

        report.HubId = "DEHAG";
        (await Report(report))[0].Reason.Should().Be("idempotency-key-reused");
    }

    [Fact]
    public async Task The_last_delivery_closes_the_shipment_as_a_single_report_does()
    {
        var shipment = await A_planned_shipment.Planned(running);
        var results = await Report(
            A_report.Of(shipment.Id, V1.MilestoneKind.Arrived, "DESIE"), A_report.Of(shipment.Id, V1.MilestoneKind.Delivered, "DESIE"),
            A_report.Of(shipment.Id, V1.MilestoneKind.Unloaded, "DESIE"));
        results.Should().OnlyContain(r => r.Position > 0);
        await shipment.Becomes(s => s.State == V1.ShipmentState.Delivered, "delivered");
        var again = A_booking.Good();
        again.HandlingUnits[0].Id = shipment.Unit;
        (await running.Shipments.BookShipmentAsync(again, As("shipper"))).Position.Should().BePositive("its unit is free again");
    }

    [Fact]
    public async Task Many_more_than_one_commit_takes_all_arrive()
    {
        var shipments = new List<A_planned_shipment>();
        for (var i = 0; i < 3; i++) shipments.Add(await A_planned_shipment.Planned(running));
        var reports = Enumerable.Range(0, 600).Select(i => A_report.Of(shipments[i % 3].Id, V1.MilestoneKind.Loaded, "DEDTM")).ToArray();
        var results = await Report(reports);
        results.Select(r => (r.ReportId, r.Reason)).Should().Equal(reports.Select(r => (r.ReportId, "")));
        results.Select(r => r.Position).Should().OnlyHaveUniqueItems();
    }

    private async Task<IReadOnlyList<V1.ReportStatusResult>> Report(params V1.ReportStatusRequest[] reports)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var call = running.Shipments.ReportStatuses(As("sauerland"), cancellationToken: patience.Token);
        var sending = Task.Run(
            async () =>
            {
                foreach (var report in reports) await call.RequestStream.WriteAsync(report, patience.Token);
                await call.RequestStream.CompleteAsync();
            },
            patience.Token);
        var results = new List<V1.ReportStatusResult>();
        await foreach (var result in call.ResponseStream.ReadAllAsync(patience.Token)) results.Add(result);
        await sending;
        return results;
    }
}
