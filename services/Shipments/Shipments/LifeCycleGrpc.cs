using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Shipments.Streams;
using Microsoft.AspNetCore.Authorization;

namespace Logistics.Shipments.Shipments;

/// <content>What is decided about a shipment.</content>
internal sealed partial class ShipmentsGrpc
{
    [Authorize(Roles = Access.Bookers)]
    public override async Task<V1.ShipmentCommandResponse> AmendShipment(V1.AmendShipmentRequest request, ServerCallContext context)
    {
        var (id, version, by, ct) = (
            Check.Id(request.ShipmentId, "shipment_id"), Requests.ExpectedVersion(request.ExpectedVersion), context.Caller().Organisation,
            context.CancellationToken);
        var (amendment, with) = (Requests.Amendment(request), context.Command(request.IdempotencyKey, request));
        if (amendment.Parties is not null)
        {
            if (await streams.Repeated(with, ct) is { } before) return Answer(before);
            var (shipment, _) = await transactor.Load(Shipment.Stream, id, ct);
            if (shipment.Barred(by) is { } barred) throw barred.ToRpc();
            amendment = await Requests.WithContacts(amendment, shipment, request, people, ct);
        }

        return Answer(await amendments.Amend(id, version, amendment, by, clock.GetCurrentInstant(), with, ct));
    }

    [Authorize(Roles = Access.Bookers)]
    public override Task<V1.ShipmentCommandResponse> HoldShipment(V1.HoldShipmentRequest request, ServerCallContext context)
    {
        var (kind, reason) = ((HoldKind)Requests.Known(request.Kind, "kind"), Requests.Reason(request.Reason));
        return Change(
            request.ShipmentId, request.ExpectedVersion, context.Command(request.IdempotencyKey, request), context,
            (s, by) => LifeCycleDecider.Hold(s, kind, reason, by, clock.GetCurrentInstant()));
    }

    [Authorize(Roles = Access.Bookers)]
    public override Task<V1.ShipmentCommandResponse> ReleaseShipment(V1.ReleaseShipmentRequest request, ServerCallContext context)
    {
        var kind = (HoldKind)Requests.Known(request.Kind, "kind");
        return Change(
            request.ShipmentId, request.ExpectedVersion, context.Command(request.IdempotencyKey, request), context,
            (s, by) => LifeCycleDecider.Release(s, kind, by, clock.GetCurrentInstant()));
    }

    [Authorize(Roles = Access.Bookers)]
    public override async Task<V1.ShipmentCommandResponse> CancelShipment(V1.CancelShipmentRequest request, ServerCallContext context)
        => Answer(await closings.Cancel(
            Check.Id(request.ShipmentId, "shipment_id"), Requests.ExpectedVersion(request.ExpectedVersion), Requests.Reason(request.Reason),
            context.Caller().Organisation, clock.GetCurrentInstant(), context.Command(request.IdempotencyKey, request), context.CancellationToken));

    [Authorize(Roles = Access.Bookers)]
    public override async Task<V1.ReturnShipmentResponse> ReturnShipment(V1.ReturnShipmentRequest request, ServerCallContext context)
    {
        var id = Check.Id(request.ShipmentId, "shipment_id");
        var outcome = await closings.Return(
            id, Requests.ExpectedVersion(request.ExpectedVersion), Requests.Return(request), context.Caller().Organisation, clock.GetCurrentInstant(),
            context.Command(request.IdempotencyKey, request), context.CancellationToken);
        if (outcome.Refused is { } refusal) throw refusal.ToRpc();
        // There is one return of a shipment at most, whoever asks again.
        var (shipment, _) = await transactor.Load(Shipment.Stream, id, context.CancellationToken);
        return new() { ReturnShipmentId = shipment.Returned!.ReturnShipmentId, Position = outcome.Position };
    }

    [Authorize(Roles = Access.Reporters)]
    public override Task<V1.ShipmentCommandResponse> DeclareLost(V1.DeclareLostRequest request, ServerCallContext context)
    {
        var (units, reason) = (Requests.UnitIds(request.HandlingUnitIds), Requests.Reason(request.Reason));
        return Change(
            request.ShipmentId, request.ExpectedVersion, context.Command(request.IdempotencyKey, request), context,
            (s, by) => LifeCycleDecider.Lose(s, units, reason, by, clock.GetCurrentInstant()));
    }

    [Authorize(Roles = Access.Reporters)]
    public override Task<V1.ShipmentCommandResponse> DeclareFound(V1.DeclareFoundRequest request, ServerCallContext context)
    {
        var units = Requests.UnitIds(request.HandlingUnitIds);
        return Change(
            request.ShipmentId, request.ExpectedVersion, context.Command(request.IdempotencyKey, request), context,
            (s, by) => LifeCycleDecider.Find(s, units, by, clock.GetCurrentInstant()));
    }

    private async Task<V1.ShipmentCommandResponse> Change(
        string shipmentId, long expectedVersion, CommandContext with, ServerCallContext context, Func<Shipment, string, Decision> decide)
    {
        var (id, version, by, ct) = (
            Check.Id(shipmentId, "shipment_id"), Requests.ExpectedVersion(expectedVersion), context.Caller().Organisation, context.CancellationToken);
        return Answer(await streams.Transact(
            async draft => await draft.Expect(Shipment.Stream, id, version, s => s.VisibleTo(by), ct)
                ?? await draft.Decide(Shipment.Stream, id, s => decide(s, by), ct),
            with,
            ct));
    }

    private static V1.ShipmentCommandResponse Answer(JointOutcome outcome)
        => outcome.Refused is { } refusal ? throw refusal.ToRpc() : new() { Position = outcome.Position };
}
