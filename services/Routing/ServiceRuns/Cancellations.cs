using System.Globalization;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Routing.Network;
using Logistics.Routing.V1;

namespace Logistics.Routing.ServiceRuns;

/// <summary>A carrier says that a run does not go, or not all the way. The itineraries on it are estimated anew by <see cref="Itineraries.NetworkChanges"/>.</summary>
internal sealed class Cancellations(Transactor transactor, LiveNetwork network)
{
    internal async Task<CancelRunResponse> Cancel(CancelRunRequest request, Caller caller, CancellationToken ct)
    {
        var key = Check.Id(request.IdempotencyKey, "idempotency_key");
        var serviceId = NetworkRequests.ServiceId(request.ServiceId, "service_id");
        var id = new RunId(serviceId, NetworkRequests.Date(request.ServiceDate, "service_date"));
        var cause = Check.OptionalText(request.Cause, "cause", 200);

        var facts = await network.Facts(ct);
        if (!facts.Services.TryGetValue(serviceId, out var service) || !Access.MayRunServicesOf(caller, service.CarrierId))
            throw Hosting.Grpc.Refusals.NotFound("carrier service");
        var from = Check.Integer(request.FromCallIndex, "from_call_index", 0, service.Calls.Count - 2);
        var affected = facts.Run(id).Reservations.Where(held => held.ToCall > from).Select(held => held.ShipmentId).Distinct().Count();
        var done = await transactor.Transact(
            ServiceRunDecider.Stream, id.ToString(),
            run => service.OperatesOn(id.ServiceDate)
                ? ServiceRunDecider.Cancel(run, id, request.RunsAfterAll ? null : from, cause)
                : Decision.Refuse(Reasons.NotOperating, $"Service {serviceId} has no run on {id.ServiceDate:R}."),
            new CommandContext
            {
                IdempotencyKey = $"{caller.Organisation}:{key}",
                RequestDigest = Mapping.DigestOf(request),
                Answer = affected.ToString(CultureInfo.InvariantCulture),
                Actor = caller.Actor,
            },
            ct);
        if (done.Refused is { } refused) throw Hosting.Grpc.Refusals.ToRpcException(refused, Reasons.Statuses);
        return new CancelRunResponse
        {
            AffectedShipments = done is { Repeated: true, Answer: { } answer } ? int.Parse(answer, CultureInfo.InvariantCulture) : affected,
        };
    }
}
