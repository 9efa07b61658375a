using Logistics.EventStore;
using Logistics.Shipments.Deadlines;
using Logistics.Shipments.Feeds;
using Npgsql;

namespace Logistics.Shipments.Grants;

/// <summary>
/// Which grants are open, by id. A projection of its own, of few events: a revocation does not wait behind the feeds'.
/// </summary>
internal sealed class GrantSightProjection : Projection
{
    public const string Table = "grant_sight";

    public override string Name => "GrantSight";

    public override string Schema =>
        $"""
        create table {Table} (
          id text collate "C" primary key,
          receiver text not null,
          kinds text[] not null,
          until bigint not null,
          revoked boolean not null
        );
        """;

    public override IReadOnlyList<string> Tables => [Table];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        if (e.Data is not GrantLearned learned) return;
        batch.BatchCommands.Add(Sql.Command(
            $"insert into {Table} values ($1, $2, $3, $4, $5) on conflict (id) do update set revoked = excluded.revoked",
            Sql.Of(learned.GrantId), Sql.Of(learned.To), Sql.Of(learned.Kinds.ToArray()), Sql.Of(DeadlineProjection.Micros(learned.Until)),
            Sql.Of(learned.Revoked)));
    }
}
