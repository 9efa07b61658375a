using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Archiving;
using RepetitionExists = Marten.Exceptions.DocumentAlreadyExistsException;
using StreamExists = Marten.Exceptions.ExistingStreamIdCollisionException;
using StreamIsClosed = Marten.Exceptions.InvalidStreamOperationException;
using StreamMoved = JasperFx.Events.EventStreamUnexpectedMaxEventIdException;

namespace Logistics.EventStore.Marten;

/// <summary>The port over Marten's sessions.</summary>
internal sealed class MartenEventLog(IDocumentStore store, EventNames names) : IEventLog
{
    private const string HighWaterMark = "HighWaterMark";

    public async Task<AppendOutcome> Append(IReadOnlyList<StreamAppend> streams, CommandContext context, CancellationToken ct)
    {
        foreach (var e in streams.SelectMany(stream => stream.Events)) names.Check(e);
        if (await FindRepetition(context, ct) is { } repeated) return repeated;
        await using var session = store.LightweightSession();
        session.CorrelationId = context.CorrelationId;
        session.CausationId = context.CausationId;
        if (context.Actor is { } actor) session.SetHeader("actor", actor);

        var last = (StreamId: (string?)null, Version: 0L);
        foreach (var stream in streams)
        {
            var state = await session.Events.FetchStreamStateAsync(stream.StreamId, ct);
            var actual = state?.Version ?? 0;
            if (stream.ExpectedVersion is { } expected && expected != actual) return new AppendOutcome.VersionConflict(stream.StreamId, actual);
            if (state is { IsArchived: true }) return new AppendOutcome.Archived(stream.StreamId);
            if (state is null) session.Events.StartStream(stream.StreamId, [.. stream.Events]);
            // This version is the one after the append.
            else session.Events.Append(stream.StreamId, actual + stream.Events.Count, [.. stream.Events]);
            last = (stream.StreamId, actual + stream.Events.Count);
        }

        foreach (var id in Repetition.IdsOf(context))
        {
            var head = last.StreamId is null ? await Head(ct) : 0;
            session.Insert(new Repetition(id, context.RequestDigest, context.Answer, last.StreamId, last.Version, head));
        }

        return await Save(session, streams, last, context, ct);
    }

    public async Task<IReadOnlyList<StoredEvent>> Load(string streamId, long afterVersion, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var state = await session.Events.FetchStreamStateAsync(streamId, ct);
        return state is null or { IsArchived: true } ? [] : await LoadArchived(streamId, afterVersion, ct);
    }

    public async Task<IReadOnlyList<StoredEvent>> LoadArchived(string streamId, long afterVersion, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        return StoredEvents.From(await session.Events.FetchStreamAsync(streamId, fromVersion: afterVersion + 1, token: ct));
    }

    public async Task<bool> Archive(string streamId, CancellationToken ct)
    {
        await using var session = store.LightweightSession();
        if (await session.Events.FetchStreamStateAsync(streamId, ct) is null) return false;
        session.Events.ArchiveStream(streamId);
        await session.SaveChangesAsync(ct);
        return true;
    }

    // Up to the daemon's high-water mark only: beyond it a slower transaction may still commit a lower position.
    public async Task<IReadOnlyList<StoredEvent>> ReadLog(long afterPosition, int limit, CancellationToken ct)
    {
        var safe = await store.Advanced.ProjectionProgressFor(new ShardName(HighWaterMark), token: ct);
        await using var session = store.QuerySession();
        var events = await session.Events.QueryAllRawEvents()
            .Where(e => e.MaybeArchived() && e.Sequence > afterPosition && e.Sequence <= safe)
            .OrderBy(e => e.Sequence).Take(limit).ToListAsync(ct);
        return StoredEvents.From(events);
    }

    public async Task<long> Head(CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var last = await session.Events.QueryAllRawEvents().Where(e => e.MaybeArchived())
            .OrderByDescending(e => e.Sequence).Take(1).ToListAsync(ct);
        return last.Count == 0 ? 0 : last[0].Sequence;
    }

    public async Task<AppendOutcome?> FindRepetition(CommandContext context, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        foreach (var id in Repetition.IdsOf(context))
        {
            if (await session.LoadAsync<Repetition>(id, ct) is not { } known) continue;
            if (id.StartsWith("key:", StringComparison.Ordinal) && known.Digest != context.RequestDigest) return new AppendOutcome.KeyReused();
            return new AppendOutcome.Repeated(await PositionOf(known, session, ct), id.StartsWith("key:", StringComparison.Ordinal) ? known.Answer : null);
        }

        return null;
    }

    private async Task<AppendOutcome> Save(
        IDocumentSession session, IReadOnlyList<StreamAppend> streams, (string? StreamId, long Version) last, CommandContext context, CancellationToken ct)
    {
        try
        {
            await session.SaveChangesAsync(ct);
        }
        catch (Exception e) when (e is StreamMoved or StreamExists or StreamIsClosed)
        {
            return await Lost(streams, context, ct);
        }
        catch (RepetitionExists)
        {
            return await FindRepetition(context, ct) ?? throw new InvalidOperationException("A repetition was refused and is not there.");
        }

        await using var reading = store.QuerySession();
        return new AppendOutcome.Appended(last.StreamId is null ? await Head(ct) : await PositionOf(last.StreamId, last.Version, reading, ct));
    }

    // Another append, or the archive, was quicker. Who named no version is not refused for the former.
    private async Task<AppendOutcome> Lost(IReadOnlyList<StreamAppend> streams, CommandContext context, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        foreach (var stream in streams)
        {
            var state = await session.Events.FetchStreamStateAsync(stream.StreamId, ct);
            if (state is { IsArchived: true }) return new AppendOutcome.Archived(stream.StreamId);
            var actual = state?.Version ?? 0;
            if (stream.ExpectedVersion is { } expected && actual != expected) return new AppendOutcome.VersionConflict(stream.StreamId, actual);
        }

        return await Append(streams, context, ct);
    }

    private static Task<long> PositionOf(Repetition known, IQuerySession session, CancellationToken ct)
        => known.StreamId is null ? Task.FromResult(known.Position) : PositionOf(known.StreamId, known.Version, session, ct);

    private static async Task<long> PositionOf(string streamId, long version, IQuerySession session, CancellationToken ct)
        => (await session.Events.FetchStreamAsync(streamId, version: version, fromVersion: version, token: ct)).Single().Sequence;
}
