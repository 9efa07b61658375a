using FluentAssertions;
using Grpc.Core;
using Npgsql;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Being_a_party(RunningShipments running)
{
    [Fact]
    public async Task Is_what_it_takes_to_see_a_shipment()
    {
        var booked = await Booked();
        await running.Shipments.GetShipmentAsync(new() { ShipmentId = booked.ShipmentId }, As("shipper"));
        await running.Shipments.GetShipmentAsync(new() { ShipmentId = booked.ShipmentId }, As("dispatcher"));

        var missing = await NotFound("shp-missing", "stranger");
        (await NotFound(booked.ShipmentId, "stranger")).Should().Be(missing, "a stranger cannot tell it from one that is not there");
        (await NotFound(booked.ShipmentId, "sauerland")).Should().Be(missing);
    }

    [Fact]
    public async Task Is_what_it_takes_for_every_command()
    {
        var id = (await Booked()).ShipmentId;
        await Refused.With(StatusCode.NotFound, "shipment-not-found", async () => await running.Shipments.GetHistoryAsync(new() { ShipmentId = id }, As("stranger")));
        await Refused.With(StatusCode.NotFound, "shipment-not-found", async () => await running.Shipments.ReportStatusAsync(
            A_report.Of(id, V1.MilestoneKind.Arrived, "DEHAG"), As("sauerland")));
        await Refused.With(StatusCode.NotFound, "shipment-not-found", async () => await running.Shipments.CreateTrackingLinkAsync(
            new() { IdempotencyKey = "k-stranger", ShipmentId = id, ExpiresAt = new() { Seconds = 4_000_000_000 } }, As("stranger")));
        await Refused.With(StatusCode.NotFound, "shipment-not-found", async () => await running.Shipments.RevokeTrackingLinkAsync(
            new() { ShipmentId = id, Token = "t" }, As("stranger")));
    }

    [Fact]
    public async Task Is_what_lists_go_by()
    {
        var booked = await Booked();
        var text = booked.ShipmentId;
        (await running.Shipments.ListShipmentsAsync(new() { Text = text }, As("shipper"))).Shipments.Should().ContainSingle();
        (await running.Shipments.ListShipmentsAsync(new() { Text = text }, As("dispatcher"))).Shipments.Should().ContainSingle();
        (await running.Shipments.ListShipmentsAsync(new() { Text = text }, As("stranger"))).Shipments.Should().BeEmpty();
        (await running.Shipments.ListShipmentsAsync(new(), As("stranger"))).Shipments.Should().BeEmpty();
    }

    [Theory]
    [InlineData("shipment_list")]
    [InlineData("shipment_change")]
    [InlineData("shipment_feed")]
    [InlineData("shipment_term")]
    public async Task Is_held_by_the_database_itself_where_a_query_forgets_it(string table)
    {
        await Booked();
        (await CountAs(Known.Shipper, table)).Should().BePositive();
        (await CountAs("org-stranger", table)).Should().Be(0);
        (await CountAs("", table)).Should().Be(0);
    }

    [Fact]
    public async Task The_query_role_writes_nothing_and_sees_no_log()
    {
        await FluentActions.Awaiting(() => AsParty<long>(Known.Shipper, "delete from shipment_list returning 1")).Should().ThrowAsync<PostgresException>();
        await FluentActions.Awaiting(() => AsParty<long>(Known.Shipper, "select count(*) from mt_events")).Should().ThrowAsync<PostgresException>();
    }

    private async Task<V1.BookShipmentResponse> Booked()
    {
        var booked = await running.Shipments.BookShipmentAsync(A_booking.Good(), As("shipper"));
        await running.Shipments.GetShipmentAsync(new() { ShipmentId = booked.ShipmentId, MinPosition = booked.Position }, As("shipper"));
        return booked;
    }

    private async Task<(Status, string?)> NotFound(string id, string token)
    {
        var refused = await Refused.With(StatusCode.NotFound, "shipment-not-found", async () =>
            await running.Shipments.GetShipmentAsync(new() { ShipmentId = id }, As(token)));
        return (refused.Status, refused.Trailers.GetValue("reason"));
    }

    private Task<long> CountAs(string organisation, string table) => AsParty<long>(organisation, $"select count(*) from {table}");

    private async Task<T> AsParty<T>(string organisation, string sql)
    {
        await using var connection = new NpgsqlConnection(running.Database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var become = new NpgsqlCommand(
            $"set local role \"{connection.Database}_query\"; select set_config('hub.organisation', '{organisation}', true)", connection);
        await become.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
