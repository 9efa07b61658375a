using NodaTime;
using Npgsql;

namespace Logistics.Tags.Journal;

/// <summary>A batch's place in the journal.</summary>
/// <param name="Rows">Disposed of by whoever wrote them.</param>
/// <param name="Sequences">From the lowest to the highest; null where no read is numbered.</param>
internal sealed record WrittenBatch(ReadBatch Batch, JournalRows Rows, SequenceSpan? Sequences, long FirstPosition, long LastPosition);

/// <summary>Hands rows of many batches to one COPY.</summary>
internal static class JournalCopy
{
    /// <summary>Signature, flags and extension of COPY's binary format.</summary>
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xff, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    private static readonly byte[] Trailer = [0xff, 0xff];

    /// <returns>One entry a batch that has new reads, in order.</returns>
    internal static async Task<IReadOnlyList<WrittenBatch>> Write(
        NpgsqlConnection connection, int writer, long position, IReadOnlyList<(ReadBatch Batch, Triage Triage)> triaged, Instant now, CancellationToken ct)
    {
        var written = new List<WrittenBatch>(triaged.Count);
        if (!triaged.Any(t => t.Triage.Receipt.Accepted > 0)) return written;
        await using var copy = await connection.BeginRawBinaryCopyAsync(JournalRows.Copy, ct);
        await copy.WriteAsync(Header, ct);
        foreach (var (batch, triage) in triaged)
        {
            if (triage.Receipt.Accepted == 0) continue;
            var first = position + 1;
            var rows = triage.Plain?.Rows.Hold() ?? RowEncoding.Of(batch, triage.Accepted);
            position = rows.Stamp(now, writer, position);
            written.Add(new(batch, rows, triage.Plain?.Span ?? Numbered(triage.Accepted), first, position));
            await copy.WriteAsync(rows.Bytes, ct);
        }

        await copy.WriteAsync(Trailer, ct);
        return written;
    }

    private static SequenceSpan? Numbered(IReadOnlyList<IncomingRead> accepted)
    {
        var numbers = accepted.Where(read => read.Sequence > 0).Select(read => read.Sequence).ToArray();
        return numbers.Length == 0 ? null : new(numbers.Min(), numbers.Max());
    }
}
