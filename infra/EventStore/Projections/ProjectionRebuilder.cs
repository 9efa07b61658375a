using Microsoft.Extensions.Logging;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// Builds projections from the log's beginning, beside the live tables, in a schema of their own. The live ones answer until the
/// moment of the switch, which is one transaction.
/// </summary>
public sealed class ProjectionRebuilder
{
    private const int SwitchAttempts = 20;

    private readonly IReadOnlyDictionary<string, Projection> projections;
    private readonly StoreConnection settings;
    private readonly EventReader reader;
    private readonly SkippedEvents skipped;
    private readonly Checkpoints checkpoints;
    private readonly Leadership leadership;
    private readonly ILogger<ProjectionRebuilder> logger;

    internal ProjectionRebuilder(
        IEnumerable<Projection> projections, StoreConnection settings, EventReader reader, SkippedEvents skipped, Checkpoints checkpoints,
        Leadership leadership, ILogger<ProjectionRebuilder> logger)
    {
        this.projections = projections.ToDictionary(projection => projection.Name);
        this.settings = settings;
        this.reader = reader;
        this.skipped = skipped;
        this.checkpoints = checkpoints;
        this.leadership = leadership;
        this.logger = logger;
    }

    /// <summary>Rebuilds a projection and switches to the result.</summary>
    /// <exception cref="ArgumentException">No projection of that name is registered.</exception>
    /// <exception cref="PoisonEventException">It throws on an event that nobody told it to skip.</exception>
    public async Task Rebuild(string name, CancellationToken ct)
    {
        var projection = Named(name);
        await using var alone = await leadership.Acquire($"rebuild:{name}", ct);
        await using var scratch = await ScratchSchema.Create(projection, "rebuild", settings, reader, skipped, ct);
        await scratch.CatchUp(ct);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await scratch.Switch(ct);
                break;
            }
            catch (PostgresException e) when (e.SqlState is "55P03" or "40P01" && attempt < SwitchAttempts)
            {
                // Long queries hold the old tables: give way to them, and stay caught up meanwhile.
                await scratch.CatchUp(ct);
            }
        }

        LogMessages.Rebuilt(logger, name, scratch.Applied, scratch.Position, projection.Version);
    }

    /// <summary>Rebuilds into a scratch schema up to where the live projection is, and compares row by row. Holds nobody up.</summary>
    /// <returns>At most 100 rows that only one of the two has; empty where they are equal.</returns>
    public async Task<IReadOnlyList<ProjectionDifference>> Verify(string name, CancellationToken ct)
    {
        await using var alone = await leadership.Acquire($"rebuild:{name}", ct);
        await using var scratch = await ScratchSchema.Create(Named(name), "verify", settings, reader, skipped, ct);
        var live = await checkpoints.Find(name, ct) ?? throw new InvalidOperationException($"Projection '{name}' has never run.");
        await scratch.CatchUp(ct, live.Position);
        return await scratch.Compare(ct);
    }

    internal async Task RebuildIfOlder(Projection projection, CancellationToken ct)
    {
        var stored = await checkpoints.Find(projection.Name, ct);
        if (stored is not null && stored.Version < projection.Version) await Rebuild(projection.Name, ct);
    }

    private Projection Named(string name) => projections.TryGetValue(name, out var projection)
        ? projection
        : throw new ArgumentException($"No projection '{name}' here. There are: {string.Join(", ", projections.Keys)}.", nameof(name));
}
