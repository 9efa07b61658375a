using Grpc.Core;
using Logistics.Tags.V1;

namespace Logistics.Tags.Bench.Hub;

/// <summary>
/// What readers see: mostly other people's tags. One tag in ten is registered and on a unit, so that its presence is kept.
/// </summary>
internal static class BenchTags
{
    internal const int All = 50_000;
    internal const int Registered = All / 10;

    /// <summary>The SSCC of a unit as its tag's URN: registered ones are the first.</summary>
    internal static string Urn(int n) => $"urn:epc:id:sscc:4012345.0{n:000000000}";

    /// <summary>The same tag as the journal keeps it.</summary>
    internal static string Canonical(int n) => $"https://id.gs1.org/00/{Sscc(n)}";

    internal static string Sscc(int n)
    {
        var digits = $"04012345{n:000000000}";
        var sum = digits.Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 3 : 1)).Sum();
        return $"{digits}{(10 - (sum % 10)) % 10}";
    }

    internal static async Task Register(BenchHub hub, Metadata owner, int first, int count)
    {
        var at = new Types.V1.EventTime { Instant = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch.AddDays(20_000)) };
        await Parallel.ForEachAsync(Enumerable.Range(first, count), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (n, ct) =>
        {
            await hub.Tags.RegisterTagAsync(new() { TagId = Urn(n), Kind = TagKind.Rfid }, owner, cancellationToken: ct);
            await hub.Tags.AttachTagAsync(new() { IdempotencyKey = $"bench-{n}", TagId = Urn(n), HandlingUnitId = Sscc(n), At = at }, owner, cancellationToken: ct);
        });
    }
}
