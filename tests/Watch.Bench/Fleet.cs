using Logistics.EventStore;
using Logistics.Tags.ReadPoints;
using Logistics.Tags.Tags;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Logistics.Watch.Bench;

/// <summary>Twenty hubs of five gateways each, and tags on pallets.</summary>
internal static class Fleet
{
    internal const int Hubs = 20;
    internal const int GatewaysAHub = 5;
    internal static readonly Instant Start = Instant.FromUtc(2026, 11, 20, 6, 0);

    internal static string TagId(int tag) => $"https://id.gs1.org/8003/04012345000016{tag}";

    internal static string Gateway(int number) => $"gw-{number}";

    internal static string ReadPoint(int gateway) => $"rp-{gateway}";

    internal static string Hub(int gateway) => $"DEHB{gateway / GatewaysAHub}";

    internal static async Task Register(RunningTags tags, int count)
    {
        var log = tags.Services.GetRequiredService<IEventLog>();
        var points = Enumerable.Range(0, Hubs * GatewaysAHub)
            .Select(g => new StreamAppend($"read-point-{ReadPoint(g)}", "read-point", 0, [new ReadPointRegistered(ReadPoint(g), Hub(g), "yard", null, "org-hub")]));
        await Append(log, [.. points]);
        foreach (var chunk in Enumerable.Range(0, count).Chunk(1_000))
        {
            await Append(log, [.. chunk.Select(t => new StreamAppend(
                $"tag-{TagId(t)}", "tag", 0, [new TagRegistered(TagId(t), TagKind.Rfid, "org-lenne"), new TagAttached(Sscc(t), Start.WithOffset(Offset.Zero))]))]);
        }

        while (await tags.Count("select count(*) from presence where handling_unit is not null") < count) await Task.Delay(50);
    }

    private static string Sscc(int tag) => $"3401234500{tag:00000000}";

    private static async Task Append(IEventLog log, IReadOnlyList<StreamAppend> streams)
    {
        if (await log.Append(streams, CommandContext.None, CancellationToken.None) is not AppendOutcome.Appended)
            throw new InvalidOperationException("The fleet was not registered.");
    }
}
