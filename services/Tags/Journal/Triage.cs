namespace Logistics.Tags.Journal;

/// <summary>What is known of the reads a batch brings, before it is decided.</summary>
internal sealed class Knowledge
{
    /// <summary>Safe sequences by epoch; grows as batches of one commit are decided one after the other.</summary>
    internal Dictionary<EpochKey, SequenceRanges> Safe { get; } = [];

    /// <summary>Content of safe sequences that come again; an empty hash: verified by the digest of its batch.</summary>
    internal Dictionary<(EpochKey, long Sequence), byte[]> Journaled { get; } = [];

    internal Dictionary<(EpochKey, long Sequence), List<(string Hash, string Reason)>> Quarantined { get; } = [];

    /// <summary>Content of unnumbered reads by gateway and dedup key.</summary>
    internal Dictionary<(string Gateway, string Key), byte[]> Unnumbered { get; } = [];

    /// <summary>Owners by read point.</summary>
    internal Dictionary<string, string> ReadPointOwners { get; } = [];

    internal HashSet<string> RegisteredTags { get; } = [];

    /// <summary>Whether the batch goes in as it stands.</summary>
    internal bool IsPlain(ReadBatch batch) => batch.Plain is { } plain && Safe.TryGetValue(batch.Key, out var safe) && !safe.Overlaps(plain.Span);
}

/// <summary>What a batch comes to. Pure: the writer writes it down.</summary>
internal sealed record Triage(IReadOnlyList<IncomingRead> Accepted, IReadOnlyList<(IncomingRead Read, string Reason)> ToQuarantine, Receipt Receipt)
{
    /// <summary>
    /// An epoch with more holes than this needs a new epoch: its row would grow with each commit.
    /// </summary>
    internal const int MostSpans = 2_000;

    /// <summary>Sequences that this batch made safe.</summary>
    internal IReadOnlyList<SequenceSpan> Added { get; init; } = [];

    /// <summary>Where the whole batch goes in as it stands; <see cref="Accepted"/> is empty then.</summary>
    internal PlainReads? Plain { get; init; }

    /// <summary>Of what was accepted, microseconds since 1970; the least long where nothing was.</summary>
    internal long LatestEventMicros => Plain?.Rows.LatestEventMicros ?? Accepted.Select(read => read.EventTime.ToUnixTimeTicks() / 10).DefaultIfEmpty(long.MinValue).Max();

    /// <summary>Whether the batch would tear the epoch into too many spans.</summary>
    internal static bool TearsEpoch(ReadBatch batch, Knowledge known)
        => (batch.Plain is { } plain
            ? known.Safe.GetValueOrDefault(batch.Key, SequenceRanges.Empty).With(plain.Span)
            : known.Safe.GetValueOrDefault(batch.Key, SequenceRanges.Empty).With(batch.Reads.Where(r => r.Sequence > 0).Select(r => r.Sequence))).Spans.Count > MostSpans;

    /// <summary>All of a plain batch is accepted.</summary>
    internal static Triage OfPlain(ReadBatch batch, PlainReads plain, Knowledge known, NodaTime.Instant recordTime)
    {
        var safe = known.Safe[batch.Key] = known.Safe[batch.Key].With(plain.Span);
        var unknown = plain.UnknownTags + plain.Unsure.Count(tag => !tag.Registered);
        return new([], [], new Receipt(batch.BatchId, batch.Epoch, plain.Rows.Count, 0, [], unknown, safe.Spans, safe.Next, recordTime))
        {
            Added = [plain.Span],
            Plain = plain,
        };
    }

    /// <summary>Decides a batch and adds its outcome to <paramref name="known"/>, for the batches after it in the same commit.</summary>
    internal static Triage Of(ReadBatch batch, Knowledge known, NodaTime.Instant recordTime)
    {
        var accepted = new List<IncomingRead>(batch.Reads.Count);
        var quarantine = new List<(IncomingRead, string)>();
        var named = new List<SetAside>();
        var repeated = 0;
        var added = new HashSet<long>();
        var safe = known.Safe.GetValueOrDefault(batch.Key, SequenceRanges.Empty);

        foreach (var read in batch.Reads)
        {
            var defect = read.Defect ?? (ReadPointUsable(read, batch.Gateway, known) ? null : Defects.ReadPointUnknown);
            var again = read.Sequence > 0
                ? (safe.Contains(read.Sequence) || added.Contains(read.Sequence) ? AgainNumbered(batch.Key, read, known) : null)
                : AgainUnnumbered(batch.Gateway.Id, read, known);
            switch (again)
            {
                case { Reason: null }:
                    repeated++;
                    continue;
                case { Reason: { } reason, Known: var isKnown }:
                    named.Add(new(read.Index, read.Sequence, reason));
                    if (!isKnown) Quarantine(read, reason);
                    continue;
            }

            if (read.Sequence > 0) added.Add(read.Sequence);
            if (defect is not null)
            {
                named.Add(new(read.Index, read.Sequence, defect));
                Quarantine(read, defect);
                continue;
            }

            accepted.Add(read);
            if (read.Sequence > 0) known.Journaled[(batch.Key, read.Sequence)] = read.Hash;
            else known.Unnumbered[(batch.Gateway.Id, read.DedupKey)] = read.Hash;
        }

        if (added.Count > 0) known.Safe[batch.Key] = safe = safe.With(added);
        var unknown = accepted.Count(read => !known.RegisteredTags.Contains(read.TagId));
        return new(accepted, quarantine, new Receipt(
            batch.BatchId, batch.Epoch, accepted.Count, repeated, named, unknown, safe.Spans, safe.Next, recordTime))
        {
            Added = SequenceRanges.Empty.With(added).Spans,
        };

        void Quarantine(IncomingRead read, string reason)
        {
            quarantine.Add((read, reason));
            var key = (read.Sequence > 0 ? batch.Key : new EpochKey(batch.Gateway.Id, ""), read.Sequence);
            if (!known.Quarantined.TryGetValue(key, out var list)) known.Quarantined[key] = list = [];
            list.Add((Convert.ToHexStringLower(read.Hash), reason));
        }
    }

    private static bool ReadPointUsable(IncomingRead read, PostingGateway gateway, Knowledge known)
        => (read.ReadPointId ?? gateway.ReadPointId) is not { } point || (known.ReadPointOwners.TryGetValue(point, out var owner) && owner == gateway.Owner);

    private sealed record Again(string? Reason, bool Known);

    private static Again AgainNumbered(EpochKey epoch, IncomingRead read, Knowledge known)
    {
        if (InQuarantine(epoch, read, known) is { } aside) return aside;
        if (known.Journaled.TryGetValue((epoch, read.Sequence), out var hash))
            return hash.Length == 0 || hash.AsSpan().SequenceEqual(read.Hash) ? new(null, true) : new(Defects.SequenceReused, false);

        // In quarantine with another content, or beyond the window in which contents are compared.
        return known.Quarantined.ContainsKey((epoch, read.Sequence)) ? new(Defects.SequenceReused, false) : new(null, true);
    }

    private static Again? AgainUnnumbered(string gateway, IncomingRead read, Knowledge known)
    {
        if (InQuarantine(new(gateway, ""), read, known) is { } aside) return aside;
        if (!known.Unnumbered.TryGetValue((gateway, read.DedupKey), out var hash)) return null;
        return hash.AsSpan().SequenceEqual(read.Hash) ? new(null, true) : new(Defects.EventIdReused, false);
    }

    private static Again? InQuarantine(EpochKey epoch, IncomingRead read, Knowledge known)
    {
        if (!known.Quarantined.TryGetValue((epoch, read.Sequence), out var entries)) return null;
        var hex = Convert.ToHexStringLower(read.Hash);
        return entries.Find(entry => entry.Hash == hex) is { Reason: not null } found ? new(found.Reason, true) : null;
    }
}
