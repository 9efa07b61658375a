using Logistics.EventStore;
using Npgsql;

namespace Logistics.Tags.ShipmentWatches;

/// <summary>Which organisations are party to a shipment of a unit, until when. Row-level security asks it.</summary>
internal sealed class UnitParties : Projection
{
    internal const string ProjectionName = "UnitParties";

    public override string Name => ProjectionName;

    /// <summary>2: what has ended may be reopened.</summary>
    public override int Version => 2;

    public override string Schema =>
        $$"""
        create table unit_party (organisation text collate "C", unit text collate "C", shipment text collate "C", until timestamptz,
          primary key (organisation, unit, shipment));
        create table unit_party_end (shipment text collate "C" primary key, until timestamptz not null);
        create index unit_party_by_unit on unit_party (unit);
        create index unit_party_by_shipment on unit_party (shipment);
        {{Sight.Grant("unit_party")}}
        """;

    public override IReadOnlyList<string> Tables => ["unit_party", "unit_party_end"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        switch (e.Data)
        {
            case ShipmentPartiesNamed named:
                // Who is no longer among them sees nothing more, of the past neither.
                batch.Add("delete from unit_party where shipment = $1", named.ShipmentId);
                batch.Add(
                    """
                    insert into unit_party select o, u, $3, (select until from unit_party_end where shipment = $3)
                    from unnest($1::text[]) o, unnest($2::text[]) u on conflict do nothing
                    """,
                    named.Parties.ToArray(), named.HandlingUnits.ToArray(), named.ShipmentId);
                break;
            case ShipmentWatchEnded ended:
                batch.Add("insert into unit_party_end values ($1, $2) on conflict do nothing", ended.ShipmentId, e.RecordedAt.ToDateTimeUtc());
                batch.Add("update unit_party set until = $2 where shipment = $1 and until is null", ended.ShipmentId, e.RecordedAt.ToDateTimeUtc());
                break;
            case ShipmentWatchReopened reopened:
                batch.Add("delete from unit_party_end where shipment = $1", reopened.ShipmentId);
                batch.Add("update unit_party set until = null where shipment = $1", reopened.ShipmentId);
                break;
        }
    }
}
