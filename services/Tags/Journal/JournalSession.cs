using Logistics.EventStore;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Journal;

/// <summary>
/// A writer: one connection and an id of its own, registered before its first batch. Its positions are gapless and in commit order,
/// so that a reader which keeps one position per writer can skip nothing and no writer waits for another. After a failure nobody
/// knows whether the last commit happened: the session is thrown away and the next one is another writer.
/// </summary>
internal sealed class JournalSession : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly int _writer;
    private readonly JournalTail _tail;
    private readonly ILogger _logger;
    private long _position;

    private JournalSession(NpgsqlConnection connection, int writer, JournalTail tail, ILogger logger)
        => (_connection, _writer, _tail, _logger) = (connection, writer, tail, logger);

    internal static async Task<JournalSession> Open(NpgsqlDataSource database, JournalTail tail, Instant now, ILogger logger, CancellationToken ct)
    {
        var connection = await database.OpenConnectionAsync(ct);
        try
        {
            await using var register = new NpgsqlCommand("insert into journal_writers (process, registered_at) values ($1, $2) returning id", connection)
            {
                Parameters = { new() { Value = $"{Environment.MachineName}/{Environment.ProcessId}" }, new() { Value = now.ToDateTimeUtc() } },
            };
            var writer = (int)(await register.ExecuteScalarAsync(ct))!;
            logger.WriterRegistered(writer);
            return new(connection, writer, tail, logger);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    internal async Task<IReadOnlyList<PostOutcome>> Commit(IReadOnlyList<ReadBatch> batches, KnownReadPoints points, Instant now, CancellationToken ct)
    {
        await using var transaction = await _connection.BeginTransactionAsync(ct);
        var known = await KnowledgeQuery.Load(_connection, batches, points, ct);
        var outcomes = new List<PostOutcome>(batches.Count);
        var triaged = new List<(ReadBatch Batch, Triage Triage)>(batches.Count);
        foreach (var batch in batches)
        {
            if (Refuse(batch, known) is { } refusal)
            {
                outcomes.Add(new PostOutcome.Refused(refusal));
                continue;
            }

            var triage = known.IsPlain(batch) ? Triage.OfPlain(batch, batch.Plain!, known, now) : Triage.Of(batch, known, now);
            triaged.Add((batch, triage));
            outcomes.Add(new PostOutcome.Received(triage.Receipt));
        }

        var written = await JournalWrite.All(_connection, _writer, _position, triaged, known, now, ct);
        if (written.Count > 0) _position = written[^1].LastPosition;
        _tail.Add(_writer, written);
        foreach (var batch in written) batch.Rows.Dispose();
        foreach (var (batch, triage) in triaged)
        {
            // A reuse that comes again is in quarantine already and alarms nobody twice.
            var reused = triage.ToQuarantine.Count(q => q.Reason is Defects.SequenceReused or Defects.EventIdReused);
            if (reused > 0) _logger.SequenceReused(batch.Gateway.Id, reused, batch.Epoch ?? "");
        }

        return outcomes;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static Refusal? Refuse(ReadBatch batch, Knowledge known)
    {
        if (batch.Epoch is null) return null;
        if (!known.Safe.ContainsKey(batch.Key))
            return new(Refusals.EpochUnknown, $"Epoch '{batch.Epoch}' was not opened by this gateway: open one and number from 1.");
        return Triage.TearsEpoch(batch, known)
            ? new(Refusals.EpochTorn, $"The epoch would have more than {Triage.MostSpans} holes: send what is missing, or open a new epoch.")
            : null;
    }
}
