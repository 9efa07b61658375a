using Google.Protobuf;
using NpgsqlTypes;

namespace Logistics.Shipments.Bench;

/// <summary>Fills the feed by COPY: of every three changes one concerns the subscriber that is away, and all concern the hub.</summary>
internal static class FeedFill
{
    internal const string Away = "org-away";

    internal static async Task Fill(RunningService service, int ofTheSubscriber)
    {
        await using var connection = await service.Database.OpenConnectionAsync();
        await Task.Run(() =>
        {
            using var changes = connection.BeginBinaryImport("copy shipment_change (position, id, parties, wire) from stdin (format binary)");
            for (var n = 1; n <= ofTheSubscriber * 3; n++)
            {
                var wire = Prototypes.All[n * 7 % Prototypes.All.Count].Wire.Clone();
                wire.Id = Id(n);
                changes.StartRow();
                changes.Write((long)n, NpgsqlDbType.Bigint);
                changes.Write(wire.Id, NpgsqlDbType.Text);
                changes.Write(Parties(n), NpgsqlDbType.Array | NpgsqlDbType.Text);
                changes.Write(wire.ToByteArray(), NpgsqlDbType.Bytea);
            }

            changes.Complete();
        });
        await Task.Run(() =>
        {
            using var feed = connection.BeginBinaryImport("copy shipment_feed (organisation, position, id, kind) from stdin (format binary)");
            for (var n = 1; n <= ofTheSubscriber * 3; n++)
                foreach (var organisation in Parties(n))
                {
                    feed.StartRow();
                    feed.Write(organisation, NpgsqlDbType.Text);
                    feed.Write((long)n, NpgsqlDbType.Bigint);
                    feed.Write(Id(n), NpgsqlDbType.Text);
                    feed.Write((short)0, NpgsqlDbType.Smallint);
                }

            feed.Complete();
        });
        await service.Execute("vacuum (analyze) shipment_change");
        await service.Execute("vacuum (analyze) shipment_feed");
    }

    private static string Id(int n) => $"shp-away-{n / 30:00000000}";

    private static string[] Parties(int n) => n % 3 == 0 ? [Away, "org-hub"] : [Requested.Shipper(n), "org-hub"];
}
