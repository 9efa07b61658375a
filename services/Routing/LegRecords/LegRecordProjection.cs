using Logistics.EventStore;
using Logistics.Routing.Calibrations;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Planning;
using Npgsql;

namespace Logistics.Routing.LegRecords;

/// <summary>
/// What was planned of each leg and what became of it: our own history, which estimates learn from. Kept when the itinerary is
/// closed. A new plan replaces what had not left; what had left keeps its place in it, and its record.
/// </summary>
internal sealed class LegRecordProjection : Projection
{
    internal const string ProjectionName = "LegRecords";

    public override string Name => ProjectionName;

    public override int Version => 3;

    public override string Schema => """
        create table leg_records (
          shipment_id text not null,
          leg_index int not null,
          carrier_id text not null,
          service_id text not null,
          service_date date not null,
          from_hub text not null,
          to_hub text not null,
          began_at timestamptz not null,
          planned_departure timestamptz not null,
          planned_arrival timestamptz not null,
          departed_at timestamptz,
          arrived_at timestamptz,
          primary key (shipment_id, leg_index)
        );
        create index leg_records_arrived on leg_records (arrived_at);
        create index leg_records_departed on leg_records (departed_at);
        """;

    public override IReadOnlyList<string> Tables => ["leg_records"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        switch (e.Data)
        {
            case ItineraryPlanned planned:
                Add(batch, "delete from leg_records where shipment_id = $1 and departed_at is null and arrived_at is null", planned.ShipmentId);
                for (var i = 0; i < planned.Legs.Count; i++) Planned(batch, planned, i, planned.Legs[i]);
                break;
            case ActualNoted { LegIndex: >= 0, Kind: Itinerary.Departed or Itinerary.Collected } departed:
                Observed(batch, "departed_at", "from_hub", departed);
                break;
            case ActualNoted { LegIndex: >= 0, Kind: Itinerary.Arrived } arrived:
                Observed(batch, "arrived_at", "to_hub", arrived);
                break;
            case ActualRetracted { LegIndex: >= 0, Kind: Itinerary.Departed or Itinerary.Collected } departed:
                Retracted(batch, "departed_at", "from_hub", departed);
                break;
            case ActualRetracted { LegIndex: >= 0, Kind: Itinerary.Arrived } arrived:
                Retracted(batch, "arrived_at", "to_hub", arrived);
                break;
            case EtasCalibrated calibrated:
                Add(batch, "delete from leg_records where planned_departure < $1", History.ForgottenBefore(calibrated));
                break;
        }
    }

    private static void Planned(NpgsqlBatch batch, ItineraryPlanned planned, int index, Leg leg) => Add(
        batch, "insert into leg_records values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (shipment_id, leg_index) do nothing",
        planned.ShipmentId, index, leg.CarrierId, leg.ServiceId, leg.ServiceDate.ToDateOnly(), leg.FromHubId,
        leg.ToHubId, planned.Legs[0].Departure.ToDateTimeUtc(), leg.Departure.ToDateTimeUtc(), leg.Arrival.ToDateTimeUtc());

    // One at another hub says nothing of this leg.
    private static void Observed(NpgsqlBatch batch, string column, string hubColumn, ActualNoted actual) => Add(
        batch,
        $"update leg_records set {column} = $4 where shipment_id = $1 and leg_index = $2 and {hubColumn} = $3",
        actual.ShipmentId, actual.LegIndex, actual.HubId, actual.At.ToDateTimeUtc());

    private static void Retracted(NpgsqlBatch batch, string column, string hubColumn, ActualRetracted retracted) => Add(
        batch,
        $"update leg_records set {column} = null where shipment_id = $1 and leg_index = $2 and {hubColumn} = $3",
        retracted.ShipmentId, retracted.LegIndex, retracted.HubId);

    private static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }
}
