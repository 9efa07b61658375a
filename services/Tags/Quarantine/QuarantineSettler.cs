using System.Globalization;
using System.Text.Json;
using Logistics.EventStore;
using Logistics.Tags.Doors;
using Logistics.Tags.Gateways;
using Logistics.Tags.Journal;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.Quarantine;

/// <summary>
/// Posts what was mended, as reads of the entry's gateway, and notes at the entry what became of it. A crash in between posts again
/// what the journal then knows by its event id.
/// </summary>
internal sealed class QuarantineSettler(NpgsqlDataSource database, JournalWriter journal, PostingGateways gateways, ILogger<QuarantineSettler> logger) : Subscription
{
    internal const string SubscriptionName = "QuarantineSettler";

    public override string Name => SubscriptionName;

    public override async Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
    {
        foreach (var e in batch)
        {
            switch (e.Data)
            {
                case QuarantinedReadMended mended: await Repost(e, mended, ct); break;
                case QuarantinedReadDiscarded discarded: await Note(e, "discarded", discarded.Reason, null, null, ct); break;
            }
        }
    }

    private async Task Repost(StoredEvent e, QuarantinedReadMended mended, CancellationToken ct)
    {
        var entry = QuarantinedRead.Stream.KeyOf(e.StreamId);
        if (await Gateway(entry, ct) is not { } gateway) throw new InvalidOperationException($"Quarantine entry {entry} was mended and is not there.");
        var outcome = await await journal.Enter(new ReadBatch(gateway, null, $"quarantine-{entry}", [.. mended.Reads.Select((read, index) => Incoming(entry, read, index))]), ct);
        if (outcome is not PostOutcome.Received { Receipt: var receipt }) throw new InvalidOperationException($"Quarantine entry {entry} was not taken: {outcome}.");
        // It was checked before it was accepted; what came in between (a read point's owner does not change) goes to quarantine anew.
        if (receipt.Quarantined.Count > 0) logger.MendedNotTaken(entry, receipt.Quarantined[0].Reason);
        await Note(e, "mended", mended.Note, mended.Reads, receipt.Accepted + receipt.Repeated, ct);
    }

    internal static IncomingRead Incoming(string entry, MendedRead read, int index) => ReadCheck.Complete(new()
    {
        Index = index,
        EventId = QuarantinedRead.EventIdOf(entry, index),
        TagId = read.TagId,
        EventTime = read.EventTime.ToInstant(),
        OffsetMinutes = read.EventTime.Offset.Seconds / 60,
        ReadPointId = read.ReadPointId,
        Antenna = read.Antenna,
        RssiDbm = read.RssiDbm,
        Position = read.Position,
        Sensors = read.Sensors,
        BatteryPercent = read.BatteryPercent,
        AsItCame = () => JsonSerializer.Serialize(read, EventJson.Options),
    });

    private async Task<PostingGateway?> Gateway(string entry, CancellationToken ct)
    {
        await using var find = database.CreateCommand("select gateway, owner from quarantine where id = $1");
        find.Parameters.Add(new() { Value = long.Parse(entry, CultureInfo.InvariantCulture) });
        await using var row = await find.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return null;
        var (id, owner) = (row.GetString(0), row.GetString(1));
        return await gateways.Find(id, ct) ?? new(id, owner, null);
    }

    private async Task Note(StoredEvent e, string state, string? note, IReadOnlyList<MendedRead>? mended, int? reposted, CancellationToken ct)
    {
        await using var settle = database.CreateCommand(
            "update quarantine set state = $2, settled_at = $3, settled_by = $4, note = $5, mended = $6, reposted = $7 where id = $1");
        settle.Parameters.Add(new() { Value = long.Parse(QuarantinedRead.Stream.KeyOf(e.StreamId), CultureInfo.InvariantCulture) });
        settle.Parameters.Add(new() { Value = state });
        settle.Parameters.Add(new() { Value = e.RecordedAt.ToDateTimeUtc() });
        settle.Parameters.Add(new() { Value = (object?)e.Metadata.Actor ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        settle.Parameters.Add(new() { Value = (object?)note ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        settle.Parameters.Add(new() { Value = mended is null ? DBNull.Value : JsonSerializer.Serialize(mended, EventJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb });
        settle.Parameters.Add(new() { Value = (object?)reposted ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        await settle.ExecuteNonQueryAsync(ct);
    }
}
