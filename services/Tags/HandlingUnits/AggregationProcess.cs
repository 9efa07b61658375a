using System.Globalization;
using Logistics.EventStore;
using Logistics.Hosting.Identity;
using Npgsql;

namespace Logistics.Tags.HandlingUnits;

/// <param name="Recorded">Facts that are new.</param>
/// <param name="Repeated">That were known.</param>
internal sealed record AggregationOutcome(IReadOnlyList<string> ChildIds, int Recorded, int Repeated, Refusal? Refused)
{
    internal static AggregationOutcome Refuse(string reason, string detail) => new([], 0, 0, new(reason, detail));
}

/// <summary>
/// Records what is put where. One at a time in the whole hub: two that put each other's units into themselves would each be right alone,
/// and a stream's version says nothing of the streams its decision rests on.
/// </summary>
internal sealed class AggregationProcess(NpgsqlDataSource database, IEventLog log, ProjectionProgress progress, UnitQuery units)
{
    private const long Lock = 0x74616773_00000005;
    private const int Attempts = 10;
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(5);

    /// <summary>Who waits for its turn here holds no connection.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    internal async Task<AggregationOutcome> Record(AggregationReport report, Caller caller, CommandContext context, CancellationToken ct)
    {
        if (context.IdempotencyKey is not null && await log.FindRepetition(context, ct) is { } known) return Settled(report, known);
        // Who sees a unit may say that it is not in somebody else's.
        string[] named = report.Adds || report.ChildIds.Count == 0 ? [report.ParentId, .. report.ChildIds] : [.. report.ChildIds];
        if (await units.Hidden(named, report.At.ToInstant(), caller, ct) is { } hidden)
            return AggregationOutcome.Refuse(Refusals.UnitUnknown, $"There is no unit {hidden}.");
        if (report.ChildIds.Count == 0) report = report with { ChildIds = await units.DirectlyIn(report.ParentId, report.At.ToInstant(), caller, ct) };

        await _turn.WaitAsync(ct);
        try
        {
            await using var connection = await database.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using var turn = new NpgsqlBatch(connection, transaction)
            {
                BatchCommands = { new("set local lock_timeout = '10s'"), new($"select pg_advisory_xact_lock({Lock})") },
            };
            await turn.ExecuteNonQueryAsync(ct);
            for (var attempt = 1; ; attempt++)
            {
                // What is told of a unit goes into the same stream.
                if (await RecordInTurn(report, caller, context, ct) is { } outcome) return outcome;
                if (attempt == Attempts) throw new ContentionException(HandlingUnit.Stream.IdOf(report.ParentId), Attempts);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <returns>Null where a stream has moved on meanwhile.</returns>
    private async Task<AggregationOutcome?> RecordInTurn(AggregationReport report, Caller caller, CommandContext context, CancellationToken ct)
    {
        var command = new Aggregate(report.ParentId, report.At, report.Adds, report.BizStep, caller.Organisation) { Place = report.Place };
        var heights = report.Adds ? await units.Heights(report.ChildIds, report.At.ToInstant(), ct) : [];
        var unclaimed = Sight.OfAll(caller) ? [] : await units.Unclaimed(report.ChildIds, ct);
        var (streams, decisions) = await Decide(report.ChildIds, child => command with { Provisional = unclaimed.Contains(child) }, heights, ct);
        if (decisions.Values.OfType<Decision.Refused>().FirstOrDefault() is { } refused) return new([], 0, 0, refused.Refusal);

        var appends = decisions.Select(d => (Unit: d.Key, ((Decision.Accepted)d.Value).Events)).Where(d => d.Events.Count > 0)
            .Select(d => new StreamAppend(HandlingUnit.Stream.IdOf(d.Unit), HandlingUnit.Stream.Name, streams[d.Unit].Version, d.Events)).ToList();
        var (recorded, repeated) = (appends.Count, report.ChildIds.Count - appends.Count);
        if (appends.Count == 0 && context.IdempotencyKey is null) return new(report.ChildIds, 0, repeated, null);
        var outcome = await log.Append(appends, context with { Answer = string.Create(CultureInfo.InvariantCulture, $"{recorded} {repeated}") }, ct);
        if (outcome is AppendOutcome.VersionConflict) return null;
        if (outcome is not AppendOutcome.Appended done) return Settled(report, outcome);
        if (recorded > 0) await progress.WaitFor(StaysOfUnits.ProjectionName, done.Position, CatchUp, ct);
        return new(report.ChildIds, recorded, repeated, null);
    }

    /// <summary>Which streams a decision rests on shows when it is decided: those of the containers, level by level.</summary>
    private async Task<(Dictionary<string, LoadedUnit> Streams, Dictionary<string, Decision> Decisions)> Decide(
        IReadOnlyList<string> children, Func<string, Aggregate> command, IReadOnlyDictionary<string, int> heights, CancellationToken ct)
    {
        var (loaded, missing) = (new Dictionary<string, LoadedUnit>(), new HashSet<string>(children));
        var nesting = new Nesting(StaysOf);
        while (true)
        {
            await Load(loaded, missing, ct);
            missing.Clear();
            var decisions = children.ToDictionary(child => child, child => UnitDecider.Record(loaded[child].Unit, child, command(child), nesting, heights.GetValueOrDefault(child)));
            if (missing.Count == 0) return (loaded, decisions);
        }

        IReadOnlyList<Stay> StaysOf(string unit)
        {
            if (loaded.TryGetValue(unit, out var known)) return known.Stays;
            missing.Add(unit);
            return [];
        }
    }

    private async Task Load(Dictionary<string, LoadedUnit> into, IReadOnlyCollection<string> unitIds, CancellationToken ct)
    {
        var events = await log.LoadMany([.. unitIds.Select(HandlingUnit.Stream.IdOf)], ct);
        foreach (var id in unitIds)
        {
            var stream = events[HandlingUnit.Stream.IdOf(id)].ToList();
            var unit = stream.Aggregate(HandlingUnit.Stream.Initial, (folded, e) => HandlingUnit.Stream.Evolve(folded, e.Data));
            into[id] = new(unit, Stay.Possible(unit.Facts), stream.Count == 0 ? 0 : stream[^1].Version);
        }
    }

    private static AggregationOutcome Settled(AggregationReport report, AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.Repeated { Answer: { } answer } when answer.Split(' ') is [var recorded, var repeated]
            => new(report.ChildIds, int.Parse(recorded, CultureInfo.InvariantCulture), int.Parse(repeated, CultureInfo.InvariantCulture), null),
        AppendOutcome.KeyReused => AggregationOutcome.Refuse(Refusal.KeyReused, "The idempotency key belongs to another request."),
        _ => throw new InvalidOperationException($"Unexpected outcome of an append: {outcome}"),
    };

    private sealed record LoadedUnit(HandlingUnit Unit, IReadOnlyList<Stay> Stays, long Version);
}
