using System.Globalization;
using System.Text.Json;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Tags.V1;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.Quarantine;

/// <summary>Which entries; null: any.</summary>
/// <param name="From">Record time, included.</param>
/// <param name="To">Record time, excluded.</param>
internal sealed record QuarantineFilter(string[] States, string? Gateway, string? Reason, Instant? From, Instant? To);

/// <summary>The quarantine as its gateways' owners see it, and who operates the hub.</summary>
internal sealed class QuarantineQuery(NpgsqlDataSource database)
{
    // An entry may be a whole body: a page of these must go into one message, and so must the largest of them.
    private const int MostInList = 2_000;
    private const int MostAlone = 1_000_000;

    /// <summary>In the order in which they came.</summary>
    internal Task<List<QuarantineEntry>> Page(long after, int size, QuarantineFilter filter, Caller caller, CancellationToken ct) => database.Ask(
        caller,
        $"""
        {Select(MostInList)} where id > $1 and state = any($3) and ($4 is null or gateway = $4) and ($5 is null or reason = $5)
          and record_time >= coalesce($6, '-infinity') and record_time < coalesce($7, 'infinity')
        order by id limit $2
        """,
        [new() { Value = after }, new() { Value = size }, new() { Value = filter.States }, Text(filter.Gateway), Text(filter.Reason), Time(filter.From), Time(filter.To)],
        Of, ct);

    internal async Task<QuarantineEntry?> Find(long id, Caller caller, CancellationToken ct)
        => (await database.Ask(caller, $"{Select(MostAlone)} where id = $1", [new() { Value = id }], Of, ct)).SingleOrDefault();

    private static string Select(int most)
        => $"""
        select id, gateway, reason, left(content, {most}), record_time, epoch, sequence, state, settled_at, settled_by, note, mended, reposted, char_length(content) from quarantine
        """;

    private static QuarantineEntry Of(NpgsqlDataReader row)
    {
        var entry = new QuarantineEntry
        {
            Id = row.GetInt64(0).ToString(CultureInfo.InvariantCulture),
            GatewayId = row.GetString(1),
            Reason = row.GetString(2),
            Content = row.GetString(3),
            RecordTime = row.GetInstant(4).ToTimestamp(),
            Epoch = row.GetString(5),
            Sequence = (ulong)row.GetInt64(6),
            State = Mapping.QuarantineStates[row.GetString(7)],
            SettledAt = row.Time(8)?.ToTimestamp(),
            SettledBy = row.Text(9) ?? "",
            Note = row.Text(10) ?? "",
            Reposted = row.IsDBNull(12) ? 0 : row.GetInt32(12),
            ContentLength = row.GetInt32(13),
        };
        if (row.Text(11) is not { } mended) return entry;
        var reads = JsonSerializer.Deserialize<MendedRead[]>(mended, EventJson.Options)!;
        entry.Mended.AddRange(reads.Select((read, index) => Mapping.Read(read, QuarantinedRead.EventIdOf(entry.Id, index))));
        return entry;
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Time(Instant? value) => new() { Value = (object?)value?.ToDateTimeUtc() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
