using Npgsql;

namespace Logistics.EventStore.Torture;

/// <summary>The one event: which writer's operation it belongs to, and which of its events it is.</summary>
internal sealed record Jolt(int Writer, long Number, int Ordinal, int Of);

internal sealed record StreamFile(string Id, long Version, int Gaps, long Sum);

/// <summary>One document per stream. A version that does not follow the one before is counted as a gap.</summary>
internal sealed class StreamFiles : DocumentProjection<StreamFile>
{
    internal const string Follower = "StreamFiles";

    public override string Name => Follower;

    protected override string? IdOf(StoredEvent e) => e.StreamId;

    protected override StreamFile? Evolve(StreamFile? doc, StoredEvent e)
    {
        var jolt = (Jolt)e.Data;
        var before = doc ?? new(e.StreamId, 0, 0, 0);
        return new(e.StreamId, e.Version, before.Gaps + (e.Version == before.Version + 1 ? 0 : 1), before.Sum + (jolt.Number * (jolt.Ordinal + 1)));
    }
}

/// <summary>
/// Many streams per row, by increments that bear no repetition. Once per process it stumbles over some operations: the
/// follower has to come back to it. Planted, it goes on instead.
/// </summary>
internal sealed class Tally(Stumbles stumbles) : Projection
{
    internal const string Follower = "Tally";

    public override string Name => Follower;

    public override string Schema => "create table tally (writer int primary key, events bigint not null, sum bigint not null);";

    public override IReadOnlyList<string> Tables => ["tally"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
        => throw new InvalidOperationException("Events are taken in page by page.");

    protected override Task Stage(IReadOnlyList<StoredEvent> page, NpgsqlConnection connection, NpgsqlBatch batch, CancellationToken ct)
    {
        var taken = page.Select(e => (Jolt)e.Data).Where(stumbles.Take).ToList();
        foreach (var writer in taken.GroupBy(jolt => jolt.Writer))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                "insert into tally values ($1, $2, $3) on conflict (writer) do update set events = tally.events + $2, sum = tally.sum + $3")
            {
                Parameters =
                {
                    new NpgsqlParameter<int> { TypedValue = writer.Key },
                    new NpgsqlParameter<long> { TypedValue = writer.LongCount() },
                    new NpgsqlParameter<long> { TypedValue = writer.Sum(jolt => jolt.Number * (jolt.Ordinal + 1)) },
                },
            });
        }

        return Task.CompletedTask;
    }
}

/// <summary>Where the tally stumbles in this process; the checker's own process never does.</summary>
internal sealed class Stumbles(bool stumble, bool skip)
{
    private readonly HashSet<(int, long)> known = [];

    /// <summary>Whether the event is taken in; throws like a server that is away.</summary>
    internal bool Take(Jolt jolt)
    {
        if (!stumble || jolt.Number % 1_000 != 7 || jolt.Ordinal != 0 || !known.Add((jolt.Writer, jolt.Number))) return true;
        return skip ? false : throw new TimeoutException("The tally stumbles.");
    }
}

/// <summary>A follower with an effect of its own: it writes down each position. Hearing twice is allowed, missing one is not.</summary>
internal sealed class Hearing(NpgsqlDataSource source) : Subscription
{
    internal const string Follower = "Hearing";

    public override string Name => Follower;

    public override async Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
    {
        await using var command = source.CreateCommand("insert into torture_heard select unnest($1) on conflict do nothing");
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. batch.Select(e => e.Position)] });
        await command.ExecuteNonQueryAsync(ct);
    }
}
