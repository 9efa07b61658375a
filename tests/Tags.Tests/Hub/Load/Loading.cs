using System.Collections.Concurrent;
using Logistics.Specs;

namespace Logistics.Tags.Tests.Hub.Load;

/// <summary>
/// Gateways that post all their batches through all their doors, each door in order and again until there is a receipt. Who comes second
/// is told that the reads are known.
/// </summary>
internal sealed class Loading
{
    internal const int PerBatch = 20;

    private readonly ConcurrentDictionary<string, int> done = [];
    private readonly Dictionary<string, int> all = [];
    private readonly Task posting;

    /// <param name="doorsOf">Of a gateway and its place among them; by a name that several gateways' doors may have in common.</param>
    internal Loading(Traffic traffic, Func<Device, int, IEnumerable<(string Name, Door Door)>> doorsOf)
    {
        var ways = traffic.Reads.SelectMany((of, n) => doorsOf(of.Key, n), (of, door) => (Device: of.Key, Batches: of.Value.Chunk(PerBatch).ToArray(), door.Name, door.Door)).ToArray();
        foreach (var of in ways.GroupBy(way => way.Name)) all[of.Key] = of.Sum(way => way.Batches.Length);
        posting = Task.WhenAll(ways.Select(way => Task.Run(() => Post(way.Device, way.Batches, way.Name, way.Door))));
    }

    /// <summary>All has its receipt, or something was answered that must not be.</summary>
    internal Task Finished => posting;

    /// <summary>Each kind of door has got so far with its share: so each works just now, or did a moment ago.</summary>
    internal async Task Reaches(double share)
    {
        await Eventually.True(() => posting.IsFaulted || all.All(door => done.GetValueOrDefault(door.Key) >= share * door.Value), $"{share:P0} of the load by all doors");
        if (posting.IsFaulted) await posting;
    }

    private async Task Post(Device device, IReadOnlyList<PostedRead>[] batches, string name, Door door)
    {
        foreach (var batch in batches)
        {
            while (await door(device, batch) is null) await Task.Delay(50);
            done.AddOrUpdate(name, 1, (_, count) => count + 1);
        }
    }
}
