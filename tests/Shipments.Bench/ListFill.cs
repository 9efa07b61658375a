using Google.Protobuf;
using Logistics.Hosting;
using Logistics.Shipments.ShipmentList;
using Logistics.Shipments.Shipments;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Shipments.Bench;

/// <summary>
/// Fills the list's tables by COPY with what the projection would have written: three parties a shipment, of which the hub sees
/// all, a carrier 5 % and a shipper 1 %.
/// </summary>
internal static class ListFill
{
    private const int Chunk = 25_000;

    internal static async Task<string[]> Fill(RunningService service, int shipments)
    {
        var seen = new List<string>();
        for (var from = 1; from <= shipments; from += Chunk)
        {
            var made = Enumerable.Range(from, Math.Min(Chunk, shipments - from + 1)).Select(Make).ToList();
            await Task.WhenAll(
                Copy(service, "shipment_list (id, position, ordinal, parties, document, wire)", made, Doc),
                Copy(service, "shipment_party (organisation, ordinal, state, late, exceptions, origin, destination, hubs, parties, booked_at, due)", made, Party),
                Copy(service, "shipment_term (organisation, term, ordinal)", made, Term));
            seen.AddRange(made.Where(m => m.Parties[0] == Requested.Shipper(7)).Select(m => m.Id));
        }

        // As autovacuum leaves them: statistics, and pages known to be visible to all.
        foreach (var table in (string[])["shipment_list", "shipment_party", "shipment_term"]) await service.Execute($"vacuum (analyze) {table}");
        return [.. seen];
    }

    private sealed record Made(long Ordinal, Prototype Of, string Id, string Reference, string Unit, string[] Parties);

    private static Made Make(int n)
    {
        // Every shipper has shipments of every lane and state.
        var of = Prototypes.All[((n / 100 * 31) + n) % Prototypes.All.Count];
        return new(n, of, Ids.New("shp"), $"PO-{n:00000000}", Requested.Sscc(n), [Requested.Shipper(n), $"org-carrier-{n / 100 % 20:00}", "org-hub"]);
    }

    private static void Doc(NpgsqlBinaryImporter rows, Made m)
    {
        rows.StartRow();
        rows.Write(m.Id, NpgsqlDbType.Text);
        rows.Write(m.Ordinal, NpgsqlDbType.Bigint);
        rows.Write(m.Ordinal, NpgsqlDbType.Bigint);
        rows.Write(m.Parties, NpgsqlDbType.Array | NpgsqlDbType.Text);
        rows.Write(Own(m.Of.Json, m), NpgsqlDbType.Jsonb);
        rows.Write(Wire(m).ToByteArray(), NpgsqlDbType.Bytea);
    }

    private static void Party(NpgsqlBinaryImporter rows, Made m)
    {
        foreach (var organisation in m.Parties)
        {
            var s = m.Of.Doc.Shipment;
            rows.StartRow();
            rows.Write(organisation, NpgsqlDbType.Text);
            rows.Write(m.Ordinal, NpgsqlDbType.Bigint);
            rows.Write((short)s.State(), NpgsqlDbType.Smallint);
            rows.Write(!s.Closed() && s.LateMinutes() > 0, NpgsqlDbType.Boolean);
            rows.Write(ShipmentColumns.Bits(m.Of.Doc.OpenWorkItems.Values), NpgsqlDbType.Bigint);
            rows.Write(s.Route.OriginHubId, NpgsqlDbType.Text);
            rows.Write(s.Route.DestinationHubId, NpgsqlDbType.Text);
            rows.Write(new[] { s.Route.OriginHubId, s.Route.DestinationHubId }, NpgsqlDbType.Array | NpgsqlDbType.Text);
            rows.Write(m.Parties, NpgsqlDbType.Array | NpgsqlDbType.Text);
            rows.Write(ShipmentColumns.Micros(s.BookedAt) + m.Ordinal, NpgsqlDbType.Bigint);
            rows.Write(ShipmentColumns.Micros(s.Due()), NpgsqlDbType.Bigint);
        }
    }

    private static void Term(NpgsqlBinaryImporter rows, Made m)
    {
        foreach (var organisation in m.Parties)
            foreach (var term in (string[])[m.Id, m.Reference, m.Unit])
            {
                rows.StartRow();
                rows.Write(organisation, NpgsqlDbType.Text);
                rows.Write(SearchTerms.Normal(term), NpgsqlDbType.Text);
                rows.Write(m.Ordinal, NpgsqlDbType.Bigint);
            }
    }

    private static string Own(string json, Made m) => json.Replace(Prototype.Id, m.Id, StringComparison.Ordinal)
        .Replace(Prototype.Reference, m.Reference, StringComparison.Ordinal).Replace(Prototype.Unit, m.Unit, StringComparison.Ordinal)
        .Replace(Prototype.Shipper, m.Parties[0], StringComparison.Ordinal).Replace(Prototype.Carrier, m.Parties[1], StringComparison.Ordinal);

    private static V1.Shipment Wire(Made m)
    {
        var wire = m.Of.Wire.Clone();
        (wire.Id, wire.Reference, wire.HandlingUnits[0].Id) = (m.Id, m.Reference, m.Unit);
        wire.UnitStatuses[0].HandlingUnitId = m.Unit;
        foreach (var party in wire.Parties)
        {
            if (party.OrganisationId == Prototype.Shipper) party.OrganisationId = m.Parties[0];
            if (party.OrganisationId == Prototype.Carrier) party.OrganisationId = m.Parties[1];
        }

        return wire;
    }

    private static async Task Copy(RunningService service, string table, List<Made> made, Action<NpgsqlBinaryImporter, Made> write)
    {
        await using var connection = await service.Database.OpenConnectionAsync();
        await Task.Run(() =>
        {
            using var rows = connection.BeginBinaryImport($"copy {table} from stdin (format binary)");
            foreach (var m in made) write(rows, m);
            rows.Complete();
        });
    }
}
