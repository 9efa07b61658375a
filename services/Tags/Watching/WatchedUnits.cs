using Logistics.Tags.Condition;
using Logistics.Tags.ShipmentWatches;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.Watching;

/// <summary>What shipments want of their handling units.</summary>
internal static class WatchedUnits
{
    internal static ConditionWatch Condition(string shipmentId, TemperatureBand band)
        => new(shipmentId, new(band.MinCelsius, band.MaxCelsius, Duration.FromMinutes(band.AllowedMinutes)), [], null);

    internal static NpgsqlBatchCommand Begin(string unit, string shipment, TemperatureBand? band) => new(
        "insert into watched_units values ($1, $2, $3, $4, $5, false) on conflict do nothing")
    {
        Parameters =
        {
            new() { Value = unit },
            new() { Value = shipment },
            new() { Value = (object?)band?.MinCelsius ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Double },
            new() { Value = (object?)band?.MaxCelsius ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Double },
            new() { Value = band?.AllowedMinutes ?? 0 },
        },
    };

    internal static NpgsqlBatchCommand End(string shipment) => new("update watched_units set ended = true where shipment = $1")
    {
        Parameters = { new() { Value = shipment } },
    };

    internal static async Task<IReadOnlyList<(string Shipment, TemperatureBand? Band)>> Of(NpgsqlDataSource database, string unit, CancellationToken ct)
    {
        await using var find = database.CreateCommand(
            "select shipment, min_celsius, max_celsius, allowed_minutes from watched_units where handling_unit = $1 and not ended and min_celsius is not null");
        find.Parameters.Add(new() { Value = unit });
        await using var rows = await find.ExecuteReaderAsync(ct);
        var watched = new List<(string, TemperatureBand?)>();
        while (await rows.ReadAsync(ct)) watched.Add((rows.GetString(0), new(rows.GetDouble(1), rows.GetDouble(2), rows.GetInt32(3))));
        return watched;
    }
}
