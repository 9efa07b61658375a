using System.Diagnostics;
using Logistics.Local;

namespace Logistics.EventStore.Torture;

/// <summary>How long and how hard.</summary>
/// <param name="Events">Goes on until as many are stored.</param>
/// <param name="Kills">Processes killed, by turns.</param>
/// <param name="Restarts">Server restarts, by turns as by a power cut and as by an operator.</param>
internal sealed record Hardship(long Events, int Kills, int Restarts);

/// <summary>One database, two processes, and what happens to them.</summary>
internal sealed class Trial(PrivatePostgres postgres, string name, Plant plant, string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    internal async Task<Findings> Run(Hardship hardship)
    {
        Directory.CreateDirectory(folder);
        var connection = await postgres.Server.CreateServiceDatabase(name);
        await using var store = await TortureStore.Build(connection, null, following: false).Start();
        await store.PrepareDatabase();
        await using var reader = new FollowingReader(store.Log);
        var workers = new[] { new Worker(0, folder, connection, plant), new Worker(1, folder, connection, plant) };
        try
        {
            reader.Start();
            foreach (var worker in workers) worker.Start();
            await using (new UnrelatedWriter(store.Database)) await Suffer(hardship, workers, reader);
            await Task.WhenAll(workers.Select(worker => worker.StopWriting(Patience)));
            await CaughtUp(store, reader);
            var differ = await ProjectionsDiffer(connection);
            if (plant is Plant.None) await CheckChain(store);
            return await new Checker().Check(store, folder, reader.Seen, differ);
        }
        finally
        {
            foreach (var worker in workers) worker.Dispose();
        }
    }

    private async Task Suffer(Hardship hardship, Worker[] workers, FollowingReader reader)
    {
        var blows = Blows(hardship);
        for (var i = 0; i < blows.Count; i++)
        {
            await Until(workers, reader, hardship.Events * (i + 1) / (blows.Count + 1));
            await blows[i](workers);
        }

        await Until(workers, reader, hardship.Events);
    }

    // Spread over the run; the restarts in the middle of the kills.
    private List<Func<Worker[], Task>> Blows(Hardship hardship)
    {
        var blows = new List<Func<Worker[], Task>>();
        for (var kill = 0; kill < hardship.Kills; kill++)
        {
            var victim = kill % 2;
            blows.Add(workers => Kill(workers[victim]));
        }

        for (var restart = 0; restart < hardship.Restarts; restart++)
        {
            var powerCut = restart % 2 == 0;
            blows.Insert(blows.Count * (restart + 1) / (hardship.Restarts + 1), _ => powerCut ? postgres.Process.Kill() : postgres.Process.Restart());
        }

        return blows;
    }

    private static async Task Kill(Worker worker)
    {
        await worker.Kill();
        worker.Start();
    }

    private async Task Until(Worker[] workers, FollowingReader reader, long position)
    {
        var (at, since) = (reader.Position, Stopwatch.GetTimestamp());
        while (reader.Position < position)
        {
            foreach (var worker in workers) worker.Check();
            if (reader.Position > at) (at, since) = (reader.Position, Stopwatch.GetTimestamp());
            if (Stopwatch.GetElapsedTime(since) > Patience) throw new TimeoutException($"{name}: nothing was appended for {Patience} after position {at}.");
            await Task.Delay(20);
        }
    }

    private async Task CaughtUp(TortureStore store, FollowingReader reader)
    {
        var head = await store.Log.Head(CancellationToken.None);
        var progress = store.Of<ProjectionProgress>();
        foreach (var follower in (string[])[StreamFiles.Follower, Tally.Follower, Hearing.Follower])
        {
            if (!await progress.WaitFor(follower, head, Patience, CancellationToken.None))
                throw new TimeoutException($"{name}: {follower} did not get to position {head} within {Patience}.");
        }

        if (!await Logistics.Local.Until.True(() => reader.Position >= head, Patience))
            throw new TimeoutException($"{name}: the reader did not get to position {head} within {Patience}.");
    }

    private static async Task<long> ProjectionsDiffer(string connection)
    {
        await using var own = TortureStore.Build(connection, null, following: true);
        var rebuilder = own.Of<ProjectionRebuilder>();
        return (await rebuilder.Verify(StreamFiles.Follower, CancellationToken.None)).Count
            + (await rebuilder.Verify(Tally.Follower, CancellationToken.None)).Count;
    }

    private static async Task CheckChain(TortureStore store)
    {
        var report = await store.Of<ChainVerifier>().VerifyLog(CancellationToken.None);
        if (report.FirstFault is { } fault) throw new InvalidOperationException($"The hash chain does not hold: {fault}");
        Console.WriteLine($"the hash chain holds over {report.Events} events");
    }
}
