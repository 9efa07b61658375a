using Logistics.EventStore;
using Logistics.Shipments.Feeds;
using Logistics.Shipments.Organisations;
using Logistics.Shipments.ShipmentList;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.Streams;
using NodaTime;
using Npgsql;

namespace Logistics.Shipments.Tracking;

/// <summary>Which shipment a link's token opens. Holds hashes only: who reads the table cannot follow a link.</summary>
internal sealed class TrackingLinksProjection : Projection
{
    public override string Name => "TrackingLinks";

    public override int Version => 2;

    public override string Schema =>
        """
        create table tracking_link (
          token_hash text primary key,
          shipment_id text not null,
          expires_at bigint not null,
          revoked boolean not null,
          created_by text
        );
        """;

    public override IReadOnlyList<string> Tables => ["tracking_link"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        if (e.Data is TrackingLinkCreated created)
            batch.BatchCommands.Add(Sql.Command(
                "insert into tracking_link values ($1, $2, $3, false, $4)",
                Sql.Of(created.TokenHash), Sql.Of(StreamNames.IdIn(Shipment.Stream, e.StreamId)!), Sql.Of(created.ExpiresAt.ToUnixTimeTicks()), Sql.Of(created.By)));
        if (e.Data is TrackingLinkRevoked revoked)
            batch.BatchCommands.Add(Sql.Command("update tracking_link set revoked = true where token_hash = $1", Sql.Of(revoked.TokenHash)));
    }
}

/// <summary>
/// The token is the right to see: no organisation asks here, so this query runs as the owner. It is the right of who handed it out, and
/// shows no more than that organisation might still: nothing while it is deactivated or no party.
/// </summary>
internal sealed class TrackingQuery(NpgsqlDataSource database, ProjectionProgress progress, IEventLog log)
{
    private static readonly TimeSpan ReadYourWrites = TimeSpan.FromSeconds(1);

    /// <summary>A link is often opened the moment it was made: one that is not there may be there in a moment.</summary>
    public async Task<ShipmentAnswer?> Find(string tokenHash, Instant now, CancellationToken ct)
    {
        if (await Look(tokenHash, now, ct) is { } found) return found;
        var head = await log.Head(ct);
        await Task.WhenAll(
            progress.WaitFor("TrackingLinks", head, ReadYourWrites, ct), progress.WaitFor("ShipmentList", head, ReadYourWrites, ct));
        return await Look(tokenHash, now, ct);
    }

    private async Task<ShipmentAnswer?> Look(string tokenHash, Instant now, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"""
            select s.document from tracking_link t join shipment_list s on s.id = t.shipment_id
            where t.token_hash = $1 and not t.revoked and t.expires_at > $2 and (t.created_by is null or (
              t.created_by = any(s.parties) and not exists (select from {DeactivatedOrganisations.Table} d where d.id = t.created_by)))
            """);
        command.Parameters.Add(Sql.Of(tokenHash));
        command.Parameters.Add(Sql.Of(now.ToUnixTimeTicks()));
        return await command.ExecuteScalarAsync(ct) is string document ? EventJson.Deserialize<ShipmentAnswer>(document) : null;
    }
}
