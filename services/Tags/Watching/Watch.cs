using Logistics.EventStore;
using Logistics.Tags.Presence;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Watching;

/// <summary>
/// Takes the event log (registrations, attachments, shipments) and the journal step by step. A step's state, evidence, transitions
/// and positions are one commit.
/// </summary>
internal sealed class Watch(NpgsqlDataSource database, IEventLog log, TagsSettings settings)
{
    private const int LogPage = 500;

    private readonly JournalReader _reader = new(database, "watch");
    private readonly WatchStore _store = new(database);
    private readonly Transitions _transitions = new(database, log);
    private GatewayActivity _activity = new();
    private Places _places = new(new Dictionary<string, KnownReadPoint>());
    private Instant _clock = Instant.MinValue;

    internal async Task Start(CancellationToken ct)
    {
        await _transitions.Send(ct);
        await _reader.Load(ct);
        _activity = await _store.LoadActivity(ct);
        _places = await Places.Load(database, ct);
    }

    /// <summary>False where there was nothing to do.</summary>
    internal async Task<bool> Step(CancellationToken ct) => await FollowLog(ct) | await FollowJournal(ct);

    private async Task<bool> FollowLog(CancellationToken ct)
    {
        var events = await log.ReadLog(_reader.LogPosition, LogPage, ct);
        if (events.Count == 0) return false;
        var work = new WatchWork(_store, Context(new Dictionary<int, long>()));
        foreach (var e in events)
        {
            if (e.Data is ReadPoints.ReadPointRegistered point) _places = _places.With(point);
            work.Context = Context(new Dictionary<int, long>());
            await work.Take(e, ct);
        }

        await FindSilent(work, ct);
        await Commit(work, [], new Dictionary<int, long> { [JournalReader.Log] = events[^1].Position }, ct);
        return true;
    }

    private async Task<bool> FollowJournal(CancellationToken ct)
    {
        var (reads, read, positions) = await _reader.Next(ct);
        if (positions.Count == 0) return false;

        // The journal took a read point that the event log has told this watch nothing of yet.
        if (!reads.TrueForAll(_places.Knows)) _places = await Places.Load(database, ct);
        var work = new WatchWork(_store, Context(positions));
        var minutes = NewMinutes(read, out var late);
        await work.Take(reads, ct);
        await work.Await(Overdue(minutes), late, ct);
        await FindSilent(work, ct);
        await Commit(work, minutes, positions, ct);
        return true;
    }

    private WatchContext Context(IReadOnlyDictionary<int, long> positions)
        => new(_places, _activity, settings.Presence, (tag, from) => _reader.History(tag, from, positions));

    /// <summary>Minutes in which gateways are now known to have been reading.</summary>
    /// <param name="late">One lies before a gateway's latest: a silence may have been none.</param>
    private List<(string Gateway, long Minute)> NewMinutes(List<(string Gateway, long Minute)> read, out bool late)
    {
        var minutes = new List<(string, long)>();
        late = false;
        foreach (var (gateway, minute) in read)
        {
            var latest = _activity.Watermark(gateway);
            if (!_activity.Add(gateway, minute)) continue;
            minutes.Add((gateway, minute));
            late |= latest is { } at && GatewayActivity.MinuteOf(at) > minute;
        }

        return minutes;
    }

    private List<(string Gateway, Instant Since)> Overdue(List<(string Gateway, long Minute)> minutes)
        => [.. minutes.Select(m => m.Gateway).Distinct().Select(g => (g, _activity.Watermark(g)!.Value - settings.AbsentAfter))];

    /// <summary>
    /// By the latest minute that any gateway has read in: a tracker is its own gateway, and its own clock stands still with it.
    /// </summary>
    private async Task FindSilent(WatchWork work, CancellationToken ct)
    {
        if (_activity.LatestWatermark is not { } clock) return;
        await work.FallSilent(clock - settings.SilentAfter, clock > _clock, ct);
        _clock = clock;
    }

    private async Task Commit(WatchWork work, List<(string Gateway, long Minute)> minutes, Dictionary<int, long> positions, CancellationToken ct)
    {
        await using (var connection = await database.OpenConnectionAsync(ct))
        await using (var transaction = await connection.BeginTransactionAsync(ct))
        {
            await _reader.Move(connection, positions, ct);
            await using var batch = new NpgsqlBatch(connection);
            WatchStore.SaveActivity(batch, minutes);
            work.Save(batch);
            if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        }

        _reader.Moved(positions);
        _store.Keep(work.Changed);
        if (work.HasTransitions) await _transitions.Send(ct);
    }
}
