using System.Security.Cryptography;
using System.Text;

namespace Logistics.EventStore.Torture;

internal enum OperationKind
{
    /// <summary>To a stream that only this writer writes, at the version it left it at; or to several, whatever their version.</summary>
    Own,

    /// <summary>To a new stream.</summary>
    New,

    /// <summary>To a stream that all writers want, version checked.</summary>
    Shared,

    /// <summary>The effect of a message that is delivered twice.</summary>
    Message,

    /// <summary>With a version that never was: refused.</summary>
    Stale,

    /// <summary>To a stream that the database will not have: rolled back.</summary>
    Bad,
}

/// <summary>
/// What a writer does at a number: the same whenever it is asked, so that a writer that was killed does the very same thing again.
/// </summary>
internal sealed record Operation(int Writer, long Number, OperationKind Kind, IReadOnlyList<StreamAppend> Streams)
{
    private const int OwnStreams = 200;
    private const int SharedStreams = 40;
    private const long NeverSo = 1_000_000_000;

    internal bool IsRefused => Kind is OperationKind.Stale or OperationKind.Bad;

    internal int Events => Streams.Sum(stream => stream.Events.Count);

    internal CommandContext Context => Kind == OperationKind.Message
        ? new() { Inbox = Message }
        : new() { IdempotencyKey = $"torture:{Writer}:{Number}", RequestDigest = "same" };

    internal InboxMessage Message => new("torturer", new Guid(MD5.HashData(Encoding.UTF8.GetBytes($"{Writer}:{Number}"))));

    internal static Operation Of(int writer, long number, bool messagesOnly)
    {
        var dice = new Random(unchecked((writer * 73_856_093) ^ ((int)number * 19_349_663)));
        var kind = messagesOnly ? OperationKind.Message : Kinds(dice.Next(100));
        List<(string Id, long? Expected, int Events)> streams = kind switch
        {
            OperationKind.Own or OperationKind.Message => Some(dice, writer),
            OperationKind.New => [(Id($"new-{writer}-{number}"), 0L, dice.Next(1, 5))],
            OperationKind.Shared => [(Id($"shared-{dice.Next(SharedStreams)}"), null, dice.Next(1, 4))],
            OperationKind.Stale => [(Id($"own-{writer}-{dice.Next(OwnStreams)}"), NeverSo, 1)],
            _ => [(Id($"own-{writer}-0"), null, 1), (Id($"bad-{writer}-{number}"), null, 1)],
        };
        var (ordinal, of) = (0, streams.Sum(stream => stream.Events));
        return new(writer, number, kind, streams.ConvertAll(stream => new StreamAppend(
            stream.Id, "torture", stream.Expected, [.. Enumerable.Range(0, stream.Events).Select(_ => (object)new Jolt(writer, number, ordinal++, of))])));
    }

    // Two in a hundred are refused or rolled back.
    private static OperationKind Kinds(int percent) => percent switch
    {
        0 => OperationKind.Stale,
        1 => OperationKind.Bad,
        < 12 => OperationKind.Message,
        < 27 => OperationKind.Shared,
        < 42 => OperationKind.New,
        _ => OperationKind.Own,
    };

    private static List<(string Id, long? Expected, int Events)> Some(Random dice, int writer)
    {
        var first = dice.Next(OwnStreams);
        var several = dice.Next(10) == 0;
        return [.. Enumerable.Range(0, several ? 3 : 1).Select(n => (Id($"own-{writer}-{(first + n) % OwnStreams}"), (long?)null, dice.Next(1, several ? 5 : 9)))];
    }

    private static string Id(string name) => "torture-" + name;
}
