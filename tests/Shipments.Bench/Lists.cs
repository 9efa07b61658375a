using System.Diagnostics;
using Grpc.Core;

namespace Logistics.Shipments.Bench;

/// <summary>
/// Get, list and search as a shipper that sees one shipment in a hundred, over a million shipments and over a hundred thousand, by
/// turns, so that whatever else the machine does hits both. And a subscriber that comes back.
/// </summary>
internal static class Lists
{
    private const int Many = 1_000_000;
    private const int Few = 100_000;
    private const int Rounds = 5;
    private const int ListsARound = 600;
    private const int SearchesARound = 400;
    private const int Gets = 5_000;
    private const int Missed = 100_000;

    private static readonly Metadata Shipper = RunningService.As("shipper", Requested.Shipper(7));

    private static readonly V1.ListShipmentsRequest[] Questions =
    [
        new(),
        new() { States = { V1.ShipmentState.InTransit } },
        new() { States = { V1.ShipmentState.Booked, V1.ShipmentState.Planned } },
        new() { LateOnly = true },
        new() { WithExceptions = true },
        new() { HubId = "DEHAG" },
        new() { OriginHubId = "DEDTM", DestinationHubId = "DESIE" },
        new() { OriginHubId = "DEDTM", DestinationHubId = "DESIE", LateOnly = true },
        new() { PartyId = "org-carrier-03" },
    ];

    internal static async Task Run(Servers servers, bool lists, bool catchUp)
    {
        if (catchUp) await CatchUp(servers);
        if (!lists) return;
        await using var few = await servers.Service("few");
        await using var many = await servers.Service("many");
        var filling = Stopwatch.StartNew();
        await ListFill.Fill(few, Few);
        var ids = await ListFill.Fill(many, Many);
        Console.WriteLine($"lists: filled in {filling.Elapsed.TotalSeconds:0} s; the shipper sees {ids.Length}");

        var (listed, searched, growth) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var atFew = await List(few);
            var atMany = await List(many);
            var found = await Search(many, Many);
            Console.WriteLine($"{(round == 0 ? "warm-up" : $"round {round}")}: of a million {Report.Spread(atMany)}; of 100,000 {Report.Spread(atFew)}; search {Report.Spread(found)}");
            if (round == 0) continue;
            listed.AddRange(atMany);
            searched.AddRange(found);
            growth.Add(Report.Percentile(atMany, 0.95) / Report.Percentile(atFew, 0.95));
        }

        await Callers.Call(8, 500, n => Get(many, ids, n));
        many.CpuPer(1);
        var (got, _) = await Callers.Call(8, Gets, n => Get(many, ids, n));
        Console.WriteLine($"get: {Report.Spread(got)}; {many.CpuPer(Gets)}");
        Report.Milliseconds("shipments.get_p99_ms", Report.Percentile(got, 0.99));
        Report.Milliseconds("shipments.list_p95_ms", Report.Percentile(listed, 0.95));
        Report.Milliseconds("shipments.search_p95_ms", Report.Percentile(searched, 0.95));
        Report.Ratio("shipments.list_growth", Report.Percentile(growth, 0.5));
    }

    private static async Task Get(RunningService service, string[] ids, int n)
        => await service.Client(n).GetShipmentAsync(new() { ShipmentId = ids[n * 7919L % ids.Length] }, Shipper);

    /// <summary>The first page of each question, and the second where there is one.</summary>
    private static async Task<IReadOnlyCollection<double>> List(RunningService service)
    {
        var tokens = new string[Questions.Length];
        var (each, _) = await Callers.Call(4, ListsARound, async n =>
        {
            var question = Questions[n % Questions.Length].Clone();
            if (n / Questions.Length % 2 == 1) question.PageToken = tokens[n % Questions.Length] ?? "";
            var page = await service.Client(n).ListShipmentsAsync(question, Shipper);
            if (page.Shipments.Count == 0 && question.PageToken.Length == 0) throw new InvalidOperationException($"Nothing is listed for {question}.");
            tokens[n % Questions.Length] = page.NextPageToken;
        });
        return each;
    }

    /// <summary>A whole reference, most of one, one of ten thousand's start, a handling unit, and one within a state.</summary>
    private static async Task<IReadOnlyCollection<double>> Search(RunningService service, int shipments)
    {
        var (each, _) = await Callers.Call(4, SearchesARound, async n =>
        {
            var one = (int)(((n * 7919L) % (shipments / 100)) * 100) + 7;
            V1.ListShipmentsRequest question = (n % 5) switch
            {
                0 => new() { Text = $"PO-{one:00000000}" },
                1 => new() { Text = $"po-{one:00000000}"[..7] },
                2 => new() { Text = "PO-" },
                3 => new() { Text = Requested.Sscc(one) },
                _ => new() { Text = $"PO-{one:00000000}"[..6], States = { V1.ShipmentState.Delivered } },
            };
            var page = await service.Client(n).ListShipmentsAsync(question, Shipper);
            if (page.Shipments.Count == 0) throw new InvalidOperationException($"Nothing is found for {question}.");
        });
        return each;
    }

    private static async Task CatchUp(Servers servers)
    {
        await using var service = await servers.Service("catchup");
        await FeedFill.Fill(service, Missed);
        var rates = new List<double>();

        // Two rounds until the compiler is done: in them a missed event takes the service three times as long.
        for (var round = -1; round <= 3; round++)
        {
            service.CpuPer(1);
            var watch = Stopwatch.StartNew();
            using var call = service.Client().WatchShipments(new() { Cursor = new Feeds.Cursor(0, null).ToString() }, RunningService.As("carrier", FeedFill.Away));
            var count = 0;
            await foreach (var change in call.ResponseStream.ReadAllAsync())
            {
                if (change.CaughtUp) break;
                count++;
            }

            if (count != Missed) throw new InvalidOperationException($"{count} changes came, not {Missed}.");
            var rate = count / watch.Elapsed.TotalSeconds;
            Console.WriteLine($"catch-up: {rate:0} events/s; {service.CpuPer(count)}");
            if (round > 0) rates.Add(rate);
        }

        Report.Rate("shipments.catchup", Report.Percentile(rates, 0.5), "events/s");
    }
}
