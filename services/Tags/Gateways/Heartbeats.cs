using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.Gateways;

/// <summary>What a gateway tells of itself.</summary>
/// <param name="Uptime">Seconds since it started.</param>
/// <param name="QueueLength">Reads that wait in it.</param>
/// <param name="ClockOffset">Hub's clock minus its own, seconds; null where nobody knows.</param>
internal sealed record Heartbeat(string? Firmware, long? Uptime, long? QueueLength, double? ClockOffset);

/// <summary>Each gateway's last heartbeat. One that comes late, or twice, changes nothing but what it says.</summary>
internal sealed class Heartbeats(NpgsqlDataSource database)
{
    internal const int LongestFirmware = 100;

    /// <summary>Members that a heartbeat leaves out stay as they were told last.</summary>
    internal async Task Take(string gateway, Heartbeat heartbeat, Instant at, CancellationToken ct)
    {
        await using var note = database.CreateCommand(
            """
            insert into gateway_heartbeats as h (gateway, at, firmware, uptime_seconds, queue_length, clock_offset_seconds, offset_at)
            values ($1, $2, $3, $4, $5, $6, case when $6 is not null then $2 end)
            on conflict (gateway) do update set at = greatest(h.at, excluded.at), firmware = coalesce(excluded.firmware, h.firmware),
              uptime_seconds = coalesce(excluded.uptime_seconds, h.uptime_seconds), queue_length = coalesce(excluded.queue_length, h.queue_length),
              clock_offset_seconds = coalesce(excluded.clock_offset_seconds, h.clock_offset_seconds), offset_at = coalesce(excluded.offset_at, h.offset_at)
            """);
        note.Parameters.Add(new() { Value = gateway });
        note.Parameters.Add(new() { Value = at.ToDateTimeUtc() });
        note.Parameters.Add(new() { Value = (object?)heartbeat.Firmware ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        note.Parameters.Add(new() { Value = (object?)heartbeat.Uptime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        note.Parameters.Add(new() { Value = (object?)heartbeat.QueueLength ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        note.Parameters.Add(new() { Value = (object?)heartbeat.ClockOffset ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Double });
        await note.ExecuteNonQueryAsync(ct);
    }

    /// <summary>What it measured itself counts; else its clock as it stood on arrival, which is late by the way it took.</summary>
    internal static double? OffsetOf(double? measured, Instant? deviceTime, Instant receivedAt)
        => measured ?? (deviceTime is { } device ? (receivedAt - device).TotalSeconds : null);
}
