using Logistics.Shipments.Deadlines;
using Logistics.Shipments.Feeds;
using NodaTime;
using Npgsql;

namespace Logistics.Shipments.Grants;

/// <summary>
/// Tells who watches by a grant that it has ended. However many watch, one of this process asks the database, once a second and for all
/// their grants; while nobody does, nobody asks.
/// </summary>
internal sealed class GrantEnds(NpgsqlDataSource database, IClock clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private const string Ended =
        $"""
        select asked from unnest($1) asked
        where not exists (select from {GrantSightProjection.Table} g where g.id = asked and g.until > $2 and not g.revoked)
        """;

    private readonly Lock gate = new();
    private readonly HashSet<Watching> all = [];
    private bool asking;

    /// <summary>Returns when the grant has ended; throws where that cannot be asked.</summary>
    public async Task Of(string grantId, CancellationToken ct)
    {
        var watching = new Watching(grantId);
        Add(watching);
        try
        {
            await watching.End.Task.WaitAsync(ct);
        }
        finally
        {
            lock (gate) all.Remove(watching);
        }
    }

    private void Add(Watching watching)
    {
        lock (gate)
        {
            all.Add(watching);
            if (asking) return;
            asking = true;
            using (ExecutionContext.SuppressFlow()) _ = Task.Run(Ask);
        }
    }

    private async Task Ask()
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync() && Grants() is { } grants)
            {
                var ended = await EndedOf(grants);
                Tell(watching => ended.Contains(watching.GrantId), watching => watching.End.TrySetResult());
            }
        }
        catch (Exception e)
        {
            // A right that cannot be asked for is none: who watches asks again by watching again.
            lock (gate)
            {
                asking = false;
                Tell(_ => true, watching => watching.End.TrySetException(e));
            }
        }
    }

    /// <summary>Null where nobody watches any more.</summary>
    private string[]? Grants()
    {
        lock (gate)
        {
            asking = all.Count > 0;
            return asking ? [.. all.Select(watching => watching.GrantId).Distinct()] : null;
        }
    }

    private async Task<HashSet<string>> EndedOf(string[] grants)
    {
        await using var command = database.CreateCommand(Ended);
        command.Parameters.Add(Sql.Of(grants));
        command.Parameters.Add(Sql.Of(DeadlineProjection.Micros(clock.GetCurrentInstant())));
        await using var rows = await command.ExecuteReaderAsync();
        var ended = new HashSet<string>();
        while (await rows.ReadAsync()) ended.Add(rows.GetString(0));
        return ended;
    }

    private void Tell(Func<Watching, bool> which, Action<Watching> what)
    {
        lock (gate)
            foreach (var watching in all.Where(which)) what(watching);
    }

    private sealed class Watching(string grantId)
    {
        public string GrantId => grantId;

        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
