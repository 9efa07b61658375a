using Logistics.EventStore;
using Logistics.Shipments.Feeds;
using NodaTime;
using Npgsql;

namespace Logistics.Shipments.Deadlines;

/// <summary>
/// The timers of this service, as a projection: what is awaited follows from the log, so a restart or a rebuild loses none, and
/// there is nothing to schedule in the command itself.
/// </summary>
internal sealed class DeadlineProjection(IEnumerable<DeadlineKind> kinds) : Projection
{
    private readonly IReadOnlyList<DeadlineKind> kinds = [.. kinds];

    public override string Name => "Deadlines";

    public override string Schema =>
        """
        create table deadline (
          kind text not null,
          subject text not null,
          due_at bigint not null,
          primary key (kind, subject)
        );
        create index on deadline (due_at);
        """;

    public override IReadOnlyList<string> Tables => ["deadline"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        foreach (var kind in kinds)
        {
            if (kind.Change(e) is not { } change) continue;
            batch.BatchCommands.Add(change.At is { } at
                ? new("insert into deadline values ($1, $2, $3) on conflict (kind, subject) do update set due_at = excluded.due_at")
                {
                    Parameters = { Sql.Of(kind.Name), Sql.Of(change.Subject), Sql.Of(Micros(at)) },
                }
                : new("delete from deadline where kind = $1 and subject = $2") { Parameters = { Sql.Of(kind.Name), Sql.Of(change.Subject) } });
        }
    }

    public static long Micros(Instant instant) => instant.ToUnixTimeTicks() / 10;
}
