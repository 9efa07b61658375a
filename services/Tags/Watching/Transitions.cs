using System.Text.Json;
using Logistics.EventStore;
using Logistics.Tags.Presence;
using Logistics.Tags.Tags;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.Watching;

/// <summary>
/// Takes transitions from the watch's own commit into the tags' streams, none lost, none twice: a step's transitions are written as
/// one chunk in the same commit as the state they changed; then the chunk is appended to the event log under an idempotency key made
/// of its number, and deleted. A crash before the append finds the chunk again; a crash after it appends under the same key, which the
/// log answers as a repetition. The log keeps keys for 30 days, and the watch sends what is pending before it reads on.
/// </summary>
internal sealed class Transitions(NpgsqlDataSource database, IEventLog log)
{
    private static readonly Dictionary<string, Type> Types = new Type[]
    {
        typeof(TagSighted), typeof(TagArrived), typeof(TagDeparted), typeof(VisitAmended), typeof(VisitWithdrawn), typeof(TagFellSilent), typeof(TagHeardAgain),
        typeof(ExcursionStarted), typeof(ExcursionEnded),
    }.ToDictionary(type => type.Name);

    /// <summary>Adds a chunk, and copies the reads that facts about units rest on to where they outlive the journal.</summary>
    internal static void Save(NpgsqlBatch batch, IReadOnlyList<(string Tag, object Event)> transitions)
    {
        if (transitions.Count == 0) return;
        var content = transitions.Select(t => new Pending(t.Tag, t.Event.GetType().Name, JsonSerializer.SerializeToElement(t.Event, t.Event.GetType(), EventJson.Options)));
        batch.BatchCommands.Add(new("insert into pending_transitions (content) values ($1)")
        {
            Parameters = { new() { Value = EventJson.Serialize(content.ToArray()), NpgsqlDbType = NpgsqlDbType.Jsonb } },
        });
        foreach (var (tag, e) in transitions)
        {
            foreach (var read in Evidence(e)) Keep(batch, tag, read);
        }
    }

    /// <summary>Appends what is pending, oldest first.</summary>
    internal async Task Send(CancellationToken ct)
    {
        while (await First(ct) is var (chunk, transitions))
        {
            var appends = transitions.GroupBy(t => t.Tag)
                .Select(tag => new StreamAppend(Tags.Tag.Stream.IdOf(tag.Key), Tags.Tag.Stream.Name, null, [.. tag.Select(Event)])).ToArray();
            var outcome = await log.Append(appends, new CommandContext { IdempotencyKey = $"tags:transitions:{chunk}", Actor = "watch" }, ct);
            if (outcome is not (AppendOutcome.Appended or AppendOutcome.Repeated))
                throw new InvalidOperationException($"Transitions {chunk} were not appended: {outcome}.");
            await using var delete = database.CreateCommand("delete from pending_transitions where chunk = $1");
            delete.Parameters.Add(new() { Value = chunk });
            await delete.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task<(long Chunk, Pending[] Transitions)?> First(CancellationToken ct)
    {
        await using var find = database.CreateCommand("select chunk, content from pending_transitions order by chunk limit 1");
        await using var row = await find.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetInt64(0), EventJson.Deserialize<Pending[]>(row.GetString(1))) : null;
    }

    private static object Event(Pending pending) => pending.Data.Deserialize(Types[pending.Type], EventJson.Options)!;

    private static IReadOnlyList<ReadReference> Evidence(object e) => e switch
    {
        TagArrived { HandlingUnitId: not null } arrived => arrived.Evidence,
        TagDeparted { HandlingUnitId: not null } departed => departed.Evidence,
        VisitAmended { HandlingUnitId: not null } amended => amended.Evidence,
        _ => [],
    };

    private static void Keep(NpgsqlBatch batch, string tag, ReadReference read) => batch.Add(
        """
        insert into evidence
        select $1, $2, tag, gateway, event_time, event_offset, record_time, to_jsonb(reads) - 'hash' from reads
        where tag = $3 and event_time = $4 and (hash = $5 or (hash is null and gateway || '/' || epoch || '/' || sequence = $1)) limit 1
        on conflict do nothing
        """,
        read.Id, read.Hash, tag, read.EventTime.ToDateTimeUtc(), Convert.FromHexString(read.Hash));

    internal sealed record Pending(string Tag, string Type, JsonElement Data);
}
