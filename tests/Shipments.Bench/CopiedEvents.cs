using System.Diagnostics;
using Logistics.EventStore;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Logistics.Shipments.Bench;

/// <summary>
/// The measure: binary COPY of events that are there already into the same tables, keys and indexes of another log, on one
/// connection, from memory.
/// </summary>
internal static class CopiedEvents
{
    private const string Streams = "id, type, version, timestamp, created";
    private const string Events = "seq_id, id, stream_id, version, data, type, timestamp, headers";

    /// <summary>Events per second.</summary>
    internal static async Task<double> Measure(RunningService from, string database, long after)
    {
        var streams = await Read(from, $"select {Streams} from mt_streams where id in (select stream_id from mt_events where seq_id > {after})");
        var events = await Read(from, $"select {Events} from mt_events where seq_id > {after} order by seq_id");
        var count = await from.Scalar<long>($"select count(*) from mt_events where seq_id > {after}");
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddEventStore(database, _ => { });
        using var host = builder.Build();
        await host.StartAsync();
        await using var to = new NpgsqlConnection(database);
        await to.OpenAsync();
        var watch = Stopwatch.StartNew();
        await using (var transaction = await to.BeginTransactionAsync())
        {
            await Write(to, $"copy mt_streams ({Streams}) from stdin (format binary)", streams);
            await Write(to, $"copy mt_events ({Events}) from stdin (format binary)", events);
            await transaction.CommitAsync();
        }

        var rate = count / watch.Elapsed.TotalSeconds;
        await host.StopAsync();
        return rate;
    }

    private static async Task<byte[]> Read(RunningService from, string sql)
    {
        await using var connection = await from.Database.OpenConnectionAsync();
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy ({sql}) to stdout (format binary)");
        using var memory = new MemoryStream();
        await copy.CopyToAsync(memory);
        return memory.ToArray();
    }

    private static async Task Write(NpgsqlConnection to, string sql, byte[] rows)
    {
        await using var copy = await to.BeginRawBinaryCopyAsync(sql);
        await copy.WriteAsync(rows);
    }
}
