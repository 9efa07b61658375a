using Logistics.EventStore;
using Logistics.Shipments.Deadlines;
using NodaTime;

namespace Logistics.Shipments.Grants;

/// <summary>A grant's time is over. Queries have refused since that instant; this withdraws what feeds have told.</summary>
internal sealed class GrantExpiry(Transactor transactor) : DeadlineKind
{
    public override string Name => "grant";

    public override Deadline? Change(StoredEvent e) => e.Data switch
    {
        GrantLearned { Revoked: false } learned => Deadline.Set(learned.GrantId, learned.Until),
        GrantLearned learned => Deadline.Drop(learned.GrantId),
        GrantExpired => Deadline.Drop(Streams.StreamNames.IdIn(Grant.Stream, e.StreamId)!),
        _ => null,
    };

    public override Task Pass(string grantId, Instant now, CancellationToken ct)
        => transactor.Transact(Grant.Stream, grantId, grant => GrantDecider.Expire(grant, now), CommandContext.None with { Actor = "clock" }, ct);
}
