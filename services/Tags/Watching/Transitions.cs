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
        typeof(BatteryFellLow), typeof(BatteryRecovered), typeof(ExcursionStarted), typeof(ExcursionEnded), typeof(ExcursionAmended), typeof(ExcursionWithdrawn),
    }.ToDictionary(type => type.Name);

    /// <summary>Writes a chunk, and copies the reads that facts about units rest on to where they outlive the journal.</summary>
    /// <returns>The chunk's number; null where there is nothing to tell.</returns>
    internal static async Task<long?> Save(NpgsqlConnection connection, IReadOnlyList<(string Tag, object Event)> transitions, CancellationToken ct)
    {
        if (transitions.Count == 0) return null;
        var content = transitions.Select(t => new Pending(t.Tag, t.Event.GetType().Name, JsonSerializer.SerializeToElement(t.Event, t.Event.GetType(), EventJson.Options)));
        await EvidenceRows.Keep(connection, [.. transitions.SelectMany(t => Evidence(t.Event).Select(read => (t.Tag, read)))], ct);
        await using var insert = new NpgsqlCommand("insert into pending_transitions (content) values ($1) returning chunk", connection)
        {
            Parameters = { new() { Value = EventJson.Serialize(content.ToArray()), NpgsqlDbType = NpgsqlDbType.Jsonb } },
        };
        return (long)(await insert.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Appends what was pending when this process began, or when it took over shards, oldest first; others may do the same.</summary>
    internal async Task SendPending(CancellationToken ct)
    {
        while (await First(ct) is var (chunk, transitions)) await Send(chunk, [.. transitions.Select(t => (t.Tag, Event(t)))], ct);
    }

    /// <summary>Appends a chunk that was committed. A process sends its own in their order, so each tag's are in order.</summary>
    internal async Task Send(long chunk, IReadOnlyList<(string Tag, object Event)> transitions, CancellationToken ct)
    {
        var appends = transitions.GroupBy(t => t.Tag)
            .Select(tag => new StreamAppend(Tags.Tag.Stream.IdOf(tag.Key), Tags.Tag.Stream.Name, null, [.. tag.Select(t => t.Event)])).ToArray();
        var outcome = await log.Append(appends, new CommandContext { IdempotencyKey = $"tags:transitions:{chunk}", Actor = "watch" }, ct);
        if (outcome is not (AppendOutcome.Appended or AppendOutcome.Repeated))
            throw new InvalidOperationException($"Transitions {chunk} were not appended: {outcome}.");
        await using var delete = database.CreateCommand("delete from pending_transitions where chunk = $1");
        delete.Parameters.Add(new() { Value = chunk });
        await delete.ExecuteNonQueryAsync(ct);
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
        VisitAmended { HandlingUnitId: not null, Now: var now } => now.DepartedBy is { } left ? [now.ArrivedBy, left] : [now.ArrivedBy],
        _ => [],
    };

    internal sealed record Pending(string Tag, string Type, JsonElement Data);
}
