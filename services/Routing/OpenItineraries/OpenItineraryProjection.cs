using Logistics.EventStore;
using Logistics.Routing.Itineraries;
using Npgsql;

namespace Logistics.Routing.OpenItineraries;

/// <summary>Itineraries that are not closed: who waits for a plan, and when something is expected of the others next.</summary>
internal sealed class OpenItineraryProjection : Projection
{
    internal const string ProjectionName = "OpenItineraries";

    public override string Name => ProjectionName;

    public override string Schema => """
        create table open_itineraries (
          shipment_id text primary key,
          arrive_by timestamptz not null,
          waiting boolean not null,
          next_due timestamptz
        );
        create index open_itineraries_due on open_itineraries (next_due);
        create index open_itineraries_waiting on open_itineraries (arrive_by) where waiting;
        """;

    public override IReadOnlyList<string> Tables => ["open_itineraries"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        switch (e.Data)
        {
            case ItineraryRequested requested:
                Add(batch, "insert into open_itineraries values ($1, $2, true, null) on conflict (shipment_id) do nothing",
                    requested.ShipmentId, requested.Requirement.ArriveBy.ToDateTimeUtc());
                break;
            case RequirementAmended { Amendment.ArriveBy: { } by } amended:
                Add(batch, "update open_itineraries set arrive_by = $2 where shipment_id = $1", amended.ShipmentId, by.ToDateTimeUtc());
                break;
            case NoItineraryFound none:
                Add(batch, "update open_itineraries set waiting = true where shipment_id = $1", none.ShipmentId);
                break;
            case ItineraryReopened { ArriveBy: { } by } reopened:
                Add(batch, "insert into open_itineraries values ($1, $2, true, null) on conflict (shipment_id) do nothing", reopened.ShipmentId, by.ToDateTimeUtc());
                break;
            case ItineraryPlanned planned:
                Add(batch, "update open_itineraries set waiting = false where shipment_id = $1", planned.ShipmentId);
                break;
            case EtaRevised revised:
                Add(batch, "update open_itineraries set next_due = $2 where shipment_id = $1", revised.ShipmentId, NextDue(revised));
                break;
            case ItineraryClosed closed:
                Add(batch, "delete from open_itineraries where shipment_id = $1", closed.ShipmentId);
                break;
        }
    }

    private static object NextDue(EtaRevised revised) =>
        revised.Eta.Milestones is [var next, ..] ? next.Time.P50.ToDateTimeUtc() : DBNull.Value;

    private static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value is DBNull ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz } : new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }
}
