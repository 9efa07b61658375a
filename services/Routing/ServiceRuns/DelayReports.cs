using System.Globalization;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Network;
using Logistics.Routing.V1;

namespace Logistics.Routing.ServiceRuns;

/// <summary>A carrier says that a run is late. The itineraries on it are estimated anew by <see cref="Itineraries.NetworkChanges"/>.</summary>
internal sealed class DelayReports(Transactor transactor, LiveNetwork network)
{
    private const int MostMinutes = 2880;

    internal async Task<ReportDelayResponse> Report(ReportDelayRequest request, Caller caller, CancellationToken ct)
    {
        var key = Check.Id(request.IdempotencyKey, "idempotency_key");
        var serviceId = NetworkRequests.ServiceId(request.ServiceId, "service_id");
        var id = new RunId(serviceId, NetworkRequests.Date(request.ServiceDate, "service_date"));
        var minutes = Check.Integer(request.DelayMinutes, "delay_minutes", 0, MostMinutes);
        var cause = Check.OptionalText(request.Cause, "cause", 200);

        var facts = await network.Facts(ct);
        if (!facts.Services.TryGetValue(serviceId, out var service) || !Access.MayRunServicesOf(caller, service.CarrierId))
            throw Hosting.Grpc.Refusals.NotFound("carrier service");
        var call = Check.Integer(request.CallIndex, "call_index", 0, service.Calls.Count - 1);

        var affected = AffectedBy(facts.Run(id), call);
        var done = await transactor.Transact(
            ServiceRunDecider.Stream, id.ToString(), run => Decide(run, service, id, new Delay(call, minutes, cause)),
            new CommandContext
            {
                IdempotencyKey = $"{caller.Organisation}:{key}",
                RequestDigest = Mapping.DigestOf(request),
                Answer = affected.ToString(CultureInfo.InvariantCulture),
                Actor = caller.Actor,
            },
            ct);
        if (done.Refused is { } refused) throw Hosting.Grpc.Refusals.ToRpcException(refused, Reasons.Statuses);
        return new ReportDelayResponse
        {
            AffectedShipments = done is { Repeated: true, Answer: { } answer } ? int.Parse(answer, CultureInfo.InvariantCulture) : affected,
        };
    }

    private static Decision Decide(ServiceRun run, ServiceDetails service, RunId id, Delay said) => service.OperatesOn(id.ServiceDate)
        ? ServiceRunDecider.ReportDelay(run, id, said)
        : Decision.Refuse(Reasons.NotOperating, $"Service {id.ServiceId} has no run on {id.ServiceDate:R}.");

    private static int AffectedBy(ServiceRun run, int call) =>
        run.Reservations.Where(held => held.ToCall >= call).Select(held => held.ShipmentId).Distinct().Count();
}
