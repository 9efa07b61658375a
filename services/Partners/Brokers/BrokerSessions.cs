using Logistics.Partners.Introspection;
using NodaTime;
using Npgsql;

namespace Logistics.Partners.Brokers;

/// <summary>
/// Closes MQTT connections of devices whose keys are no longer good: the broker asks for a key when a device signs in, and never again.
/// Several processes may do so; a connection is closed once.
/// </summary>
internal sealed class BrokerSessions(BrokerManagement broker, NpgsqlDataSource database, IClock clock, ILogger<BrokerSessions> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever the broker answers: keys are given and checked all the same.
                logger.SessionsNotWatched(e.Message);
            }
        }
    }

    internal async Task Look(CancellationToken ct)
    {
        var open = await broker.Connections(ct);
        if (open.Count == 0) return;
        var (now, standings) = (clock.GetCurrentInstant(), await Standings([.. open.Select(c => c.Device).Distinct()], ct));
        foreach (var connection in open)
        {
            // Others than devices are none of ours.
            if (!standings.TryGetValue(connection.Device, out var device) || device.MayStay(connection.Since, now)) continue;
            await broker.Close(connection, "The key is no longer good.", ct);
            logger.SessionClosed(connection.Device, connection.Since);
        }
    }

    private async Task<Dictionary<string, DeviceStanding>> Standings(string[] devices, CancellationToken ct)
    {
        await using var find = database.CreateCommand(
            $"""
            select id, not revoked and {DeactivatedOrganisations.Excludes("organisation_id")}, key_since, former_key_until
            from credentials where kind = 'device' and id = any($1)
            """);
        find.Parameters.Add(new() { Value = devices });
        await using var rows = await find.ExecuteReaderAsync(ct);
        var found = new Dictionary<string, DeviceStanding>();
        while (await rows.ReadAsync(ct)) found[rows.GetString(0)] = new(rows.GetString(0), rows.GetBoolean(1), Time(rows, 2), Time(rows, 3));
        return found;
    }

    private static Instant? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : Instant.FromDateTimeUtc(row.GetDateTime(column));
}
