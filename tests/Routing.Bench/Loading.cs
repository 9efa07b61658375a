using System.Diagnostics;
using Logistics.Routing.Network;

namespace Logistics.Routing.Bench;

internal static class Loading
{
    /// <summary>From the events of hubs and services to the snapshot that answers: folded, converted to instants, indexed.</summary>
    internal static NetworkSnapshot Measure(int seed)
    {
        var network = new FreightNetwork(seed);
        var watch = Stopwatch.StartNew();
        var facts = network.Events.Aggregate(NetworkFacts.Empty, (facts, e) => facts.Apply(e));
        var snapshot = SnapshotBuilder.Build(facts, FreightNetwork.Monday, 9);
        Report.Line("load_s", watch.Elapsed.TotalSeconds, "s");
        Console.WriteLine($"{snapshot.HubIds.Length} hubs, {snapshot.Timetable.ConnectionCount} connections, {snapshot.Runs.Count} runs");
        return snapshot;
    }
}
