using Logistics.Shipments.Feeds;
using Npgsql;

namespace Logistics.Shipments.Documents;

/// <summary>
/// The bytes of photos and papers, in a table of their own: the log has their hash. They are written before the event that names
/// them, so that what is named is there; bytes that no event names are seen by nobody. Deleting a row erases what is on the
/// photo, and the log still verifies. The role that queries run as has no right on this table.
/// </summary>
internal sealed class DocumentStore(NpgsqlDataSource database) : IHostedService
{
    private const long Lock = 0x73686970_00000001;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Two processes that make a table at once would trip over the catalogue.
        await using var command = database.CreateCommand(
            $"""
            do $$ begin
              perform pg_advisory_xact_lock({Lock});
              create table if not exists shipment_document (
                shipment_id text not null,
                sha256 text not null,
                content bytea not null,
                primary key (shipment_id, sha256)
              );
              alter table shipment_document alter column content set storage external;
            end $$
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task Put(string shipmentId, string sha256, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        await using var command = database.CreateCommand("insert into shipment_document values ($1, $2, $3) on conflict do nothing");
        command.Parameters.Add(Sql.Of(shipmentId));
        command.Parameters.Add(Sql.Of(sha256));
        command.Parameters.Add(Sql.Of(content));
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task Drop(string shipmentId, CancellationToken ct)
    {
        await using var command = database.CreateCommand("delete from shipment_document where shipment_id = $1");
        command.Parameters.Add(Sql.Of(shipmentId));
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<byte[]?> Find(string shipmentId, string sha256, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select content from shipment_document where shipment_id = $1 and sha256 = $2");
        command.Parameters.Add(Sql.Of(shipmentId));
        command.Parameters.Add(Sql.Of(sha256));
        return await command.ExecuteScalarAsync(ct) as byte[];
    }
}
