using Logistics.EventStore;
using Logistics.Tags.Presence;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Watching;

/// <summary>
/// Takes the event log (registrations, attachments, shipments) and the journal step by step, for the shards this process owns. What a
/// step tells is one commit with the states that told it and with how far they came. What reads merely move on is saved with the
/// checkpoint, now and then: a read that is taken up again after a crash changes nothing, so a state may be ahead of its checkpoint.
/// </summary>
internal sealed class Watch(NpgsqlDataSource database, IEventLog log, Journal.JournalTail tail, ProjectionProgress progress, TagsSettings settings)
{
    private const int LogPage = 500;
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(10);

    private readonly JournalReader _reader = new(database, tail);
    private readonly WatchStore _store = new(database);
    private readonly Transitions _transitions = new(database, log);
    private readonly ShardTokens _tokens = new(database);
    private readonly GatewayActivity _activity = new();
    private readonly List<ShardGroup> _groups = [];
    private Places _places = new(new Dictionary<string, KnownReadPoint>(), Logistics.Tags.Fences.FenceMap.None);
    private Instant _clock = Instant.MinValue;

    /// <summary>Begins with shards whose locks this process holds.</summary>
    internal async Task TakeUp(IReadOnlyList<short> shards, CancellationToken ct)
    {
        if (shards.Count == 0) return;
        await _tokens.Take(shards, ct);
        await _transitions.SendPending(ct);
        await _store.LoadActivity(_activity, ct);
        var groups = await Alike(shards, ct);
        _places = await Places.Load(database, await Fences(groups.Max(g => g.Positions.LogPosition), ct), ct);
        foreach (var alike in groups)
        {
            alike.Registered.Add(await _store.TagsOf(alike.Shards, ct));
            _groups.Add(alike);
        }

        // What others have seen of gateways since may show that a silence was none, or that somebody has left.
        await Judge(_groups, _activity.Gateways, true, ct);
    }

    /// <summary>Saves all that is known of a shard and lets it go.</summary>
    internal async Task Release(short shard, CancellationToken ct)
    {
        var group = _groups.Single(g => g.Shards.Contains(shard));
        await Commit(group, Work(group), [], true, ct);
        group.Drop(shard, await _store.TagsOf([.. group.Shards.Where(s => s != shard)], ct));
        if (group.Shards.Count == 0) _groups.Remove(group);
    }

    /// <summary>How many events and reads it met; 0 where there was nothing to do.</summary>
    /// <param name="session">Nobody else uses it meanwhile.</param>
    internal async Task<int> Step(NpgsqlConnection session, CancellationToken ct)
    {
        // The same for all groups: so those that keep up come to the same place, and join.
        var (met, heads) = (0, await JournalReader.Heads(session, ct));
        foreach (var group in _groups) met += await FollowLog(group, ct) + await FollowJournal(group, heads, ct);
        if (_groups.Count > 1) await JoinGroups(ct);
        foreach (var (writer, _) in heads) if (_groups.Count > 0) _reader.Passed(writer, _groups.Min(g => g.Positions.Read(writer)));
        return met;
    }

    /// <summary>All fences of the log's beginning up to where these shards have come; what lies beyond they are told by the log.</summary>
    private async Task<Logistics.Tags.Fences.FenceMap> Fences(long logPosition, CancellationToken ct)
    {
        if (!await progress.WaitFor(BusinessLocations.BusinessLocationDirectory.ProjectionName, logPosition, CatchUp, ct))
            throw new TimeoutException($"The directory of business locations has not come to event {logPosition} yet.");
        return (await BusinessLocations.FenceRows.Load(database, ct)).With(_places.Fences.Versions);
    }

    private async Task<List<ShardGroup>> Alike(IReadOnlyList<short> shards, CancellationToken ct)
    {
        var alike = new List<ShardGroup>();
        foreach (var shard in shards)
        {
            var positions = await JournalPositions.Load(database, shard, ct);
            if (alike.Find(g => g.Positions.SameAs(positions)) is { } group) group.Shards.Add(shard);
            else alike.Add(new([shard], positions));
        }

        return alike;
    }

    /// <summary>Groups that have caught up with each other are read for together.</summary>
    private async Task JoinGroups(CancellationToken ct)
    {
        var first = _groups[0];
        var others = _groups.Skip(1).Where(g => g.Positions.SameAs(first.Positions)).ToArray();

        // From now on where to begin again is told for all of them at once.
        if (others.Length > 0) await Commit(first, Work(first), [], true, ct);
        foreach (var other in others)
        {
            await Commit(other, Work(other), [], true, ct);
            first.Join(other);
            _groups.Remove(other);
        }
    }

    private async Task<int> FollowLog(ShardGroup group, CancellationToken ct)
    {
        var events = await log.ReadLog(group.Positions.LogPosition, LogPage, ct);
        if (events.Count == 0) return 0;
        var work = Work(group);
        foreach (var e in events)
        {
            if (_places.With(e.Data) is var places && places != _places) work.Context = work.Context with { Places = _places = places };
            if (await work.Take(e, ct) is { } registered) group.Registered.Add([registered]);
        }

        group.Positions.Move(JournalPositions.Log, events[^1].Position);
        await FindSilent(work, [], ct);

        // Whom the events touch is saved as a whole with this commit; nobody else needs them again.
        if (work.HasNews) await Commit(group, work, [], false, ct, group.Positions.MarkOfLog());
        return events.Count;
    }

    private async Task<int> FollowJournal(ShardGroup group, IReadOnlyList<(int Writer, long Head)> heads, CancellationToken ct)
    {
        var page = await _reader.Next(group.Positions, heads, group.Registered, ct);
        if (page.Positions.Count == 0)
        {
            if (group.Positions.AreUntold && Checkpoints.ToTell(group)) await Commit(group, Work(group), [], false, ct);
            return 0;
        }

        // The journal took a read point that the event log has told this watch nothing of yet.
        if (!page.Reads.TrueForAll(_places.Knows)) _places = await Places.Load(database, _places.Fences, ct);
        foreach (var (writer, position) in page.Positions) group.Positions.Move(writer, position);
        var work = Work(group);
        var minutes = NewMinutes(page.Minutes, out var late);
        await work.Take(page.Reads, ct);
        await work.Await(Overdue(minutes.Select(m => m.Gateway)), late, ct);
        await FindSilent(work, page.Reads, ct);
        if (work.HasNews || minutes.Count > 0 || Checkpoints.ToTell(group)) await Commit(group, work, minutes, false, ct);

        // The other groups have met this minute too, without its reads.
        if (minutes.Count > 0) await Judge(_groups.Where(g => g != group), minutes.Select(m => m.Gateway), late, ct);
        return Math.Max(1, page.Count);
    }

    private async Task Judge(IEnumerable<ShardGroup> groups, IEnumerable<string> gateways, bool late, CancellationToken ct)
    {
        var since = Overdue(gateways);
        foreach (var group in groups)
        {
            var work = Work(group);
            await work.Await(since, late, ct);
            if (work.HasNews) await Commit(group, work, [], false, ct);
        }
    }

    private WatchWork Work(ShardGroup group) => new(
        _store, group.Cache, group.Shards, new(_places, _activity, settings.Presence, settings.Charge, (tag, from) => _reader.History(tag, from, group.Positions)));

    /// <summary>Minutes in which gateways are now known to have been reading.</summary>
    /// <param name="late">One lies before a gateway's latest: a silence may have been none.</param>
    private List<(string Gateway, long Minute)> NewMinutes(IReadOnlyCollection<(string Gateway, long Minute)> met, out bool late)
    {
        var minutes = new List<(string, long)>();
        late = false;
        foreach (var (gateway, minute) in met)
        {
            var latest = _activity.Watermark(gateway);
            if (!_activity.Add(gateway, minute)) continue;
            minutes.Add((gateway, minute));
            late |= latest is { } at && GatewayActivity.MinuteOf(at) > minute;
        }

        return minutes;
    }

    private Dictionary<string, Instant> Overdue(IEnumerable<string> gateways)
        => gateways.Distinct().ToDictionary(g => g, g => _activity.Watermark(g)!.Value - settings.AbsentAfter);

    /// <summary>
    /// By the latest minute that any gateway has read in: a tracker is its own gateway, and its own clock stands still with it.
    /// </summary>
    private async Task FindSilent(WatchWork work, IReadOnlyList<JournaledRead> read, CancellationToken ct)
    {
        if (_activity.LatestWatermark is not { } clock) return;
        await work.FallSilent(clock - settings.SilentAfter, clock > _clock, read.Select(r => r.Tag).Distinct(), ct);
        if (_groups.Count == 1) _clock = clock;
    }

    /// <param name="all">Saves all there is; else what has its turn.</param>
    /// <param name="mark">Where to begin again, whoever has had a turn or not.</param>
    private async Task Commit(
        ShardGroup group, WatchWork work, IReadOnlyList<(string Gateway, long Minute)> minutes, bool all, CancellationToken ct, JournalMark? mark = null)
    {
        var saved = Checkpoints.Begin(group, all);
        mark ??= JournalMark.None;
        if (group.Round is { IsOver: true } round) mark = mark.And(round.Mark);
        var began = Environment.TickCount64;
        long? chunk;
        await using (var connection = await database.OpenConnectionAsync(ct))
        await using (var transaction = await connection.BeginTransactionAsync(ct))
        {
            await _tokens.Check(connection, group.Shards, ct);
            await using var batch = new NpgsqlBatch(connection);
            if (work.Changed.Count + saved.Count > 0) PresenceRows.KeepOrder(batch);
            WatchStore.SaveActivity(batch, minutes);
            work.Save(batch);
            PresenceRows.SaveTails(batch, [.. saved.Where(w => !work.Changed.Contains(w.TagId))]);
            group.Positions.Save(batch, group.Shards, mark);
            if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(ct);
            chunk = await Transitions.Save(connection, work.Transitions, ct);
            await transaction.CommitAsync(ct);
        }

        group.Positions.Saved(mark);
        group.Cache.Saved(work.Changed);
        Checkpoints.End(group, saved, began);
        if (chunk is { } number) await _transitions.Send(number, work.Transitions, ct);
    }
}
