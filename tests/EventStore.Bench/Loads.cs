using System.Diagnostics;
using Logistics.Local;

namespace Logistics.EventStore.Bench;

/// <summary>Loading a stream's state, one after the other: of 20 events from the log, of 10,000 from its snapshot.</summary>
internal static class Loads
{
    private const int Streams = 2_000;
    private const int Loaded = 4_000;

    private static readonly StreamType<ParcelFile> Plain = new(Parcels.StreamType, new("", 0, "", default), Evolve);
    private static readonly StreamType<ParcelFile> Long = Plain with { Snapshots = SnapshotCodec<ParcelFile>.Json("parcel-file.v1") };

    internal static async Task Run(PostgresServer server)
    {
        await Measure(server, "log.load20.p99_ms", 20, Streams, Plain);
        await Measure(server, "log.load10k.p99_ms", 10_000, 20, Long);
    }

    private static async Task Measure(PostgresServer server, string name, int length, int streams, StreamType<ParcelFile> type)
    {
        await using var store = await BenchStore.Start(await server.CreateServiceDatabase($"bench_load_{length}"));
        await LogFill.Fill(store, length * streams, length);
        var ids = await store.Ids();
        var transactor = store.Of<Transactor>();
        // The first load of a long stream leaves the snapshot that the others find, some time later.
        foreach (var id in ids) await Load(transactor, type, id, length);
        while (type.Snapshots is not null && await store.Snapshots() < ids.Count) await Task.Delay(TimeSpan.FromMilliseconds(50));
        var times = new List<double>();
        for (var n = -ids.Count; n < Loaded; n++)
        {
            var started = Stopwatch.GetTimestamp();
            await Load(transactor, type, ids[Random.Shared.Next(ids.Count)], length);
            if (n >= 0) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        Console.WriteLine($"{name}: p50 {Report.Percentile(times, 0.5):0.00} ms, longest {times.Max():0.00} ms");
        Report.Milliseconds(name, Report.Percentile(times, 0.99));
    }

    private static async Task Load(Transactor transactor, StreamType<ParcelFile> type, string id, int length)
    {
        var (state, version) = await transactor.Load(type, id, CancellationToken.None);
        if (version != length || state.Sightings != length) throw new InvalidOperationException($"{id} is at {version} with {state.Sightings}, not {length}.");
    }

    private static ParcelFile Evolve(ParcelFile state, object e) => e is ParcelSeen seen
        ? new(seen.Parcel, state.Sightings + 1, seen.Place, seen.SeenAt)
        : throw new ArgumentException($"A parcel knows no {e.GetType().Name}.");
}
