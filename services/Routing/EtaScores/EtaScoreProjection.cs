using Logistics.EventStore;
using Logistics.Routing.Calibrations;
using Logistics.Routing.Etas;
using Logistics.Routing.Itineraries;
using Logistics.Routing.LegRecords;
using Npgsql;

namespace Logistics.Routing.EtaScores;

/// <summary>
/// Keeps what was told of arrivals until they are known, then judges for each horizon the last that was told that long before.
/// Later evidence of an arrival judges again.
/// </summary>
internal sealed class EtaScoreProjection : Projection
{
    internal const string ProjectionName = "EtaScores";

    private const string Judge = """
        insert into eta_scores
        select distinct on (horizon) $1, $2, horizon, lane.carrier_id, lane.from_hub, lane.to_hub, $3,
               extract(epoch from $3 - told.p50) / 60, $3 <= told.p80, $3 <= told.p95
        from (values (1), (4), (12), (24), (72)) as horizons (horizon)
        join eta_told told on told.shipment_id = $1 and told.leg_index = $2 and told.hub_id = $4 and told.computed_at <= $3 - make_interval(hours => horizon)
        join eta_lanes lane on lane.shipment_id = $1 and lane.leg_index = $2 and lane.to_hub = $4
        order by horizon, told.computed_at desc
        on conflict (shipment_id, leg_index, horizon_hours) do update set
          carrier_id = excluded.carrier_id, from_hub = excluded.from_hub, to_hub = excluded.to_hub, arrived_at = excluded.arrived_at,
          error_minutes = excluded.error_minutes, within80 = excluded.within80, within95 = excluded.within95
        """;

    public override string Name => ProjectionName;

    public override int Version => 3;

    public override string Schema => """
        create table eta_lanes (
          shipment_id text not null,
          leg_index int not null,
          carrier_id text not null,
          from_hub text not null,
          to_hub text not null,
          primary key (shipment_id, leg_index)
        );
        create table eta_told (
          shipment_id text not null,
          leg_index int not null,
          computed_at timestamptz not null,
          hub_id text not null,
          p50 timestamptz not null,
          p80 timestamptz not null,
          p95 timestamptz not null,
          primary key (shipment_id, leg_index, computed_at)
        );
        create table eta_scores (
          shipment_id text not null,
          leg_index int not null,
          horizon_hours int not null,
          carrier_id text not null,
          from_hub text not null,
          to_hub text not null,
          arrived_at timestamptz not null,
          error_minutes double precision not null,
          within80 boolean not null,
          within95 boolean not null,
          primary key (shipment_id, leg_index, horizon_hours)
        );
        create index eta_scores_arrived on eta_scores (arrived_at);
        """;

    public override IReadOnlyList<string> Tables => ["eta_lanes", "eta_told", "eta_scores"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        switch (e.Data)
        {
            case ItineraryPlanned planned:
                Add(batch, "delete from eta_lanes where shipment_id = $1", planned.ShipmentId);
                for (var i = 0; i < planned.Legs.Count; i++)
                {
                    Add(batch, "insert into eta_lanes values ($1, $2, $3, $4, $5)",
                        planned.ShipmentId, i, planned.Legs[i].CarrierId, planned.Legs[i].FromHubId, planned.Legs[i].ToHubId);
                }

                break;
            case EtaRevised revised:
                foreach (var milestone in revised.Eta.Milestones.Where(milestone => milestone.Kind == Itinerary.Arrived)) Told(batch, revised, milestone);
                break;
            case ActualNoted { Kind: Itinerary.Arrived, LegIndex: >= 0 } arrived:
                Add(batch, Judge, arrived.ShipmentId, arrived.LegIndex, arrived.At.ToDateTimeUtc(), arrived.HubId);
                break;
            case ActualRetracted { Kind: Itinerary.Arrived, LegIndex: >= 0 } retracted:
                Add(batch, "delete from eta_scores where shipment_id = $1 and leg_index = $2 and to_hub = $3", retracted.ShipmentId, retracted.LegIndex, retracted.HubId);
                break;
            case EtasCalibrated calibrated:
                Add(batch, "delete from eta_scores where arrived_at < $1", History.ForgottenBefore(calibrated));
                Add(batch, "delete from eta_told where computed_at < $1", History.ForgottenBefore(calibrated));
                break;
            case ItineraryClosed closed:
                Add(batch, "delete from eta_told where shipment_id = $1", closed.ShipmentId);
                Add(batch, "delete from eta_lanes where shipment_id = $1", closed.ShipmentId);
                break;
        }
    }

    private static void Told(NpgsqlBatch batch, EtaRevised revised, MilestoneEta milestone) => Add(
        batch, "insert into eta_told values ($1, $2, $3, $4, $5, $6, $7) on conflict (shipment_id, leg_index, computed_at) do nothing",
        revised.ShipmentId, milestone.LegIndex, revised.ComputedAt.ToDateTimeUtc(), milestone.HubId, milestone.Time.P50.ToDateTimeUtc(),
        milestone.Time.P80.ToDateTimeUtc(), milestone.Time.P95.ToDateTimeUtc());

    private static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }
}
