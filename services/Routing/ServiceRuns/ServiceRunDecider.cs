using Logistics.EventStore;
using Logistics.Routing.Network;

namespace Logistics.Routing.ServiceRuns;

internal static class ServiceRunDecider
{
    internal static readonly StreamType<ServiceRun> Stream = new("service-run", ServiceRun.None, ServiceRun.Evolve);

    /// <summary>All sections or none; the room is the service's at the moment of planning.</summary>
    internal static Decision Reserve(
        ServiceRun run, RunId id, (double WeightKg, double? VolumeM3, int? Units) room, Reservation wanted)
    {
        if (run.Reservations.Contains(wanted)) return Decision.Nothing;
        if (run.Cancelled is { } cancelled && wanted.ToCall > cancelled.FromCall)
            return Decision.Refuse(Reasons.RunCancelled, $"{id} does not leave call {cancelled.FromCall} or any later one.");
        for (var call = wanted.FromCall; call < wanted.ToCall; call++)
        {
            var load = run.LoadAfter(call);
            if (!(load + wanted.Load).Within(room)) return Full(id, call, load, room, wanted.Load);
        }

        return Decision.Accept(CapacityReserved.Of(id, wanted));
    }

    internal static Decision Release(ServiceRun run, RunId id, string shipmentId) =>
        run.Reservations.Any(held => held.ShipmentId == shipmentId)
            ? Decision.Accept(new CapacityReleased(id.ServiceId, id.ServiceDate, shipmentId))
            : Decision.Nothing;

    internal static Decision ReportDelay(ServiceRun run, RunId id, Delay said) =>
        run.Delays.LastOrDefault() == said || (run.Delays.IsEmpty && said.Minutes == 0)
            ? Decision.Nothing
            : Decision.Accept(new DelayReported(id.ServiceId, id.ServiceDate, said.FromCall, said.Minutes, said.Cause));

    /// <param name="fromCall">Null: it runs after all.</param>
    internal static Decision Cancel(ServiceRun run, RunId id, int? fromCall, string cause) =>
        run.Cancelled == (fromCall is { } call ? new Cancellation(call, cause) : null)
            ? Decision.Nothing
            : Decision.Accept(new RunCancelled(id.ServiceId, id.ServiceDate, fromCall, cause));

    private static Decision Full(RunId id, int call, Load load, (double WeightKg, double? VolumeM3, int? Units) room, Load wanted)
    {
        var (held, all, more, unit) = load.WeightKg + wanted.WeightKg > room.WeightKg
            ? (load.WeightKg, room.WeightKg, wanted.WeightKg, "kg")
            : load.VolumeM3 + wanted.VolumeM3 > room.VolumeM3
                ? (load.VolumeM3, room.VolumeM3 ?? 0, wanted.VolumeM3, "m³")
                : (load.Units, room.Units ?? 0, wanted.Units, "units");
        return Decision.Refuse(
            Reasons.CapacityExceeded, $"{id} holds {held:0.#} of {all:0.#} {unit} after call {call}; {more:0.#} {unit} more do not fit.");
    }
}
