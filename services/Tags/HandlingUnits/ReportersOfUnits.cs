using Logistics.EventStore;
using Logistics.Tags.ShipmentWatches;
using Logistics.Tags.Tags;
using Logistics.Tags.Whereabouts;
using Npgsql;

namespace Logistics.Tags.HandlingUnits;

/// <summary>
/// Judges whose provisional facts count, whenever the parties of a unit are named, a tag is put on it, or such a fact comes. It is judged
/// by what is known then: so it may come again, and in any order.
/// </summary>
internal sealed class ReportersOfUnits(NpgsqlDataSource database, Transactor transactor, ProjectionProgress progress) : Subscription
{
    internal const string SubscriptionName = "ReportersOfUnits";

    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(30);

    public override string Name => SubscriptionName;

    public override async Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
    {
        string[] concerned = [.. batch.SelectMany(Concerned).Distinct()];
        if (concerned.Length == 0) return;
        foreach (var projection in (string[])[StaysOfUnits.ProjectionName, UnitParties.ProjectionName, AttachmentHistory.ProjectionName, TagDirectory.ProjectionName])
        {
            if (!await progress.WaitFor(projection, batch[^1].Position, CatchUp, ct)) throw new TimeoutException($"{projection} is behind position {batch[^1].Position}.");
        }

        foreach (var (unit, parties, owners) in await Known(concerned, ct))
            await transactor.Transact(HandlingUnit.Stream, unit, state => UnitDecider.Judge(state, parties, owners), new() { Actor = "inside" }, ct);
    }

    private static IEnumerable<string> Concerned(StoredEvent e) => e.Data switch
    {
        ShipmentPartiesNamed named => named.HandlingUnits,
        TagAttached attached => [attached.HandlingUnitId],
        _ when HandlingUnit.FactOf(e.Data) is { ProvisionalBy: not null } => [HandlingUnit.Stream.KeyOf(e.StreamId)],
        _ => [],
    };

    /// <summary>Of units with provisional facts: few.</summary>
    private async Task<List<(string Unit, string[] Parties, string[] Owners)>> Known(string[] units, CancellationToken ct)
    {
        await using var find = database.CreateCommand(
            """
            select u, array(select p.organisation from unit_party p where p.unit = u),
              array(select t.owner from attachment_history a join tag_directory t on t.id = a.tag where a.unit = u
                union select t.owner from tag_directory t where t.id = tag_of_unit(u))
            from unnest($1) u where exists (select from unit_fact f where f.unit = u and f.provisional_by is not null)
            """);
        find.Parameters.Add(new() { Value = units });
        await using var rows = await find.ExecuteReaderAsync(ct);
        var known = new List<(string, string[], string[])>();
        while (await rows.ReadAsync(ct)) known.Add((rows.GetString(0), rows.GetFieldValue<string[]>(1), rows.GetFieldValue<string[]>(2)));
        return known;
    }
}
