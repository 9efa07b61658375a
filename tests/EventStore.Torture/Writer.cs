using Npgsql;

namespace Logistics.EventStore.Torture;

/// <summary>Does its operations one after the other, each until its outcome is known, and gives its word on it.</summary>
internal sealed class Writer(int number, IEventLog log, string folder, Plant plant)
{
    private static readonly TimeSpan BeforeAgain = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, long> versions = [];

    internal async Task Work(CancellationToken stop)
    {
        using var word = new Word(folder, number);
        for (var n = word.Next; !stop.IsCancellationRequested; n++)
        {
            var operation = Operation.Of(number, n, plant is Plant.InboxAfterEffect);
            if (plant is Plant.AckBeforeCommit && !operation.IsRefused) word.Give(new(n, true, 0));
            var told = await Until(operation);
            if (plant is not Plant.AckBeforeCommit || operation.IsRefused) word.Give(told);
        }
    }

    private async Task<Told> Until(Operation operation)
    {
        while (true)
        {
            try
            {
                if (await Try(operation) is { } told) return told;
            }
            catch (PostgresException e) when (operation.Kind is OperationKind.Bad && e.SqlState == PostgresErrorCodes.CheckViolation)
            {
                return new(operation.Number, false, 0);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                // The server is away, or a batch was cut off: whether it was appended is not known, so it is asked again.
                await Task.Delay(BeforeAgain, CancellationToken.None);
            }
        }
    }

    private async Task<Told?> Try(Operation operation) => operation.Kind switch
    {
        OperationKind.Message when plant is Plant.InboxAfterEffect => await EffectThenInbox(operation),
        OperationKind.Message => await Twice(operation),
        OperationKind.Shared or OperationKind.Own when operation.Streams.Count == 1 => Told(operation, await log.Append(await AtItsVersion(operation), operation.Context, CancellationToken.None)),
        _ => Told(operation, await log.Append(operation.Streams, operation.Context, CancellationToken.None)),
    };

    private async Task<Told?> Twice(Operation operation)
    {
        var first = Told(operation, await log.Append(operation.Streams, operation.Context, CancellationToken.None));
        await log.Append(operation.Streams, operation.Context, CancellationToken.None);
        return first;
    }

    private async Task<Told?> EffectThenInbox(Operation operation)
    {
        if (await log.FindRepetition(operation.Context, CancellationToken.None) is AppendOutcome.Repeated) return new(operation.Number, true, 0);
        await log.Append(operation.Streams, CommandContext.None, CancellationToken.None);
        await log.Append([], operation.Context, CancellationToken.None);
        return new(operation.Number, true, 0);
    }

    private async Task<IReadOnlyList<StreamAppend>> AtItsVersion(Operation operation)
    {
        var stream = operation.Streams[0];
        var known = versions.GetValueOrDefault(stream.StreamId);
        var since = await log.Load(stream.StreamId, known, CancellationToken.None);
        var version = since.Count == 0 ? known : since[^1].Version;
        versions[stream.StreamId] = version;
        return [stream with { ExpectedVersion = version }];
    }

    private static Told? Told(Operation operation, AppendOutcome outcome) => (operation.Kind, outcome) switch
    {
        (OperationKind.Stale, AppendOutcome.VersionConflict) => new(operation.Number, false, 0),
        (OperationKind.Shared, AppendOutcome.VersionConflict) => null,
        (_, AppendOutcome.Appended appended) => new(operation.Number, true, appended.Position),
        (_, AppendOutcome.Repeated repeated) => new(operation.Number, true, repeated.Position),
        _ => throw new InvalidOperationException($"{operation.Kind} of writer {operation.Writer}, number {operation.Number}, ended as {outcome}."),
    };
}
