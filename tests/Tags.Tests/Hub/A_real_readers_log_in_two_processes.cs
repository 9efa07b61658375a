using FluentAssertions;
using Logistics.Local;
using Logistics.Replay;
using Logistics.Specs;
using Logistics.Tags.HandlingUnits;
using Logistics.Tags.Tests.Hub.Load;
using Logistics.Tags.Tests.Presence;
using Logistics.Tags.V1;
using Xunit;

namespace Logistics.Tags.Tests.Hub;

/// <summary>13,011 reads of an Impinj R420, posted by the replay tool as if it had been carried between two hubs.</summary>
[Trait("Needs", "Servers")]
[Collection(OneRunningHub.Name)]
public sealed class A_real_readers_log_in_two_processes(RunningHub hub)
{
    private const int Reads = 13_011;

    [DataFact("gps/rfid-r420")]
    public async Task Gives_the_same_visits_in_order_and_backwards_while_parts_are_killed()
    {
        using var ordered = await Expected("40");
        await Post(hub.Http, ordered.Logs);
        await IsTold(ordered);

        // Each process gets all of it, one from its end on; and one is killed, then the database of both.
        await using var second = await SecondTags.Start(hub.Hub);
        using var shaken = await Expected("41");
        var posting = Task.WhenAll(Post(hub.Http, shaken.Logs), Post(second.Http, [.. shaken.Logs.Reverse()]));
        await Kill(hub.Hub.Part("Tags"), shaken, Reads / 4, posting);
        await Kill(hub.Hub.Part("PostgreSQL"), shaken, Reads / 2, posting);
        await posting;
        await IsTold(shaken);
    }

    private async Task<ReadersLogs> Expected(string serial)
    {
        var logs = new ReadersLogs(await hub.Gateway($"gw-r420-{serial}-{Guid.NewGuid():N}"), serial);
        foreach (var spot in logs.Spots) await hub.ReadPoint(spot.ReadPointId, spot.HubId, spot.Kind);
        await hub.Tags.RegisterTagAsync(new() { TagId = logs.TagId, Kind = TagKind.Rfid }, hub.Admin);
        return logs;
    }

    private static async Task Post(Uri door, IEnumerable<(ReaderLog Log, Spot Spot)> logs)
    {
        foreach (var (log, spot) in logs)
        {
            var options = ReplayOptions.Parse([log.Path, "--url", door.ToString(), "--key", spot.Device.Key, "--read-point", spot.ReadPointId]);
            using var gateway = new Replay.Gateway(options.Url, options.Key, options.ReadPoint);
            var totals = await new Replaying(options, gateway, TextWriter.Null).Run(CancellationToken.None);
            (totals.Accepted + totals.Repeated).Should().Be(log.Reads.Count, log.Name);
        }
    }

    private async Task Kill(SupervisedProcess part, ReadersLogs logs, int journaled, Task posting)
    {
        await Eventually.True(async () => await Journaled(logs) >= journaled, $"{journaled} reads");
        posting.IsCompleted.Should().BeFalse("it is killed in the middle");
        await Kills.Kill(part);
    }

    private async Task IsTold(ReadersLogs logs)
    {
        await hub.Quiet();
        (await Journaled(logs)).Should().Be(Reads);
        var unit = new TaggedUnit(logs.TagId, UnitId.OfTag(logs.TagId), null);
        var told = await WhatWasTold.Of(await hub.Hub.DatabaseOf("Tags"), [unit]);
        var visits = told.Watch(unit).Track.Visits;
        visits.Select(SlowOracle.Stay.Of).Should().Equal(logs.Stays()).And.HaveCountGreaterThan(5);
        told.Visits(unit).Select(v => (v.HubId, v.Times)).Should().Equal(visits.Select(v => (v.HubId, v.Told!)));
    }

    private Task<long> Journaled(ReadersLogs logs) => hub.Count($"select count(*) from reads where gateway = '{logs.Spots[0].Device.Id}'");
}
