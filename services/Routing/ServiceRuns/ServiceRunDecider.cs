using Logistics.EventStore;

namespace Logistics.Routing.ServiceRuns;

internal static class ServiceRunDecider
{
    internal static readonly StreamType<ServiceRun> Stream = new("service-run", ServiceRun.None, ServiceRun.Evolve);

    /// <summary>All sections or none; the capacity is the service's at the moment of planning.</summary>
    internal static Decision Reserve(ServiceRun run, RunId id, double capacityKg, Reservation wanted)
    {
        if (run.Reservations.Contains(wanted)) return Decision.Nothing;
        for (var call = wanted.FromCall; call < wanted.ToCall; call++)
        {
            var load = run.LoadAfter(call);
            if (load + wanted.WeightKg > capacityKg)
            {
                return Decision.Refuse(
                    Reasons.CapacityExceeded, $"{id} holds {load:0.#} of {capacityKg:0.#} kg after call {call}; {wanted.WeightKg:0.#} kg more do not fit.");
            }
        }

        return Decision.Accept(new CapacityReserved(
            id.ServiceId, id.ServiceDate, wanted.ShipmentId, wanted.FromCall, wanted.ToCall, wanted.WeightKg));
    }

    internal static Decision Release(ServiceRun run, RunId id, string shipmentId) =>
        run.Reservations.Any(held => held.ShipmentId == shipmentId)
            ? Decision.Accept(new CapacityReleased(id.ServiceId, id.ServiceDate, shipmentId))
            : Decision.Nothing;

    internal static Decision ReportDelay(ServiceRun run, RunId id, Delay said) =>
        run.Delays.LastOrDefault() == said || (run.Delays.IsEmpty && said.Minutes == 0)
            ? Decision.Nothing
            : Decision.Accept(new DelayReported(id.ServiceId, id.ServiceDate, said.FromCall, said.Minutes, said.Cause));
}
