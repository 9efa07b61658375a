using System.Globalization;

namespace Logistics.EventStore.Torture;

/// <summary>
/// One of the two processes: twelve writers and the followers. Lives as long as whoever started it holds its standard input;
/// a line there ends the writing, and is answered when all writers have ended.
/// </summary>
internal static class WorkerProgram
{
    internal const string Command = "work";
    internal const string Variable = "TORTURE_DATABASE";
    internal const string Stopped = "stopped";
    internal const int Writers = 12;

    internal static async Task<int> Run(string folder, string process, string plantName)
    {
        var plant = Enum.Parse<Plant>(plantName);
        var connection = Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException($"{Variable} is not set.");
        using var stop = new CancellationTokenSource();
        await using var store = await TortureStore.Build(connection, plant, following: true).Start();
        var first = int.Parse(process, CultureInfo.InvariantCulture) * Writers;
        var writing = Enumerable.Range(first, Writers).Select(writer => Task.Run(() => Write(store, writer, folder, plant, stop.Token))).ToList();
        var failed = Task.WhenAny(writing).Unwrap();
        var asked = Task.Run(Console.ReadLine);
        // A writer ends only when asked to; one that failed ends the process, and says why.
        if (await Task.WhenAny(asked, failed) == failed) await failed;
        await stop.CancelAsync();
        if (await asked is null) return 0;
        await Task.WhenAll(writing);
        Console.WriteLine(Stopped);
        await Task.Run(Console.ReadLine);
        return 0;
    }

    private static Task Write(TortureStore store, int writer, string folder, Plant plant, CancellationToken stop) => plant is Plant.NaiveReader
        ? new NaiveWriter(writer, new NaiveLog(store.Database), folder).Work(stop)
        : new Writer(writer, store.Log, folder, plant).Work(stop);
}
