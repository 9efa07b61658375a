using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Shipments.Feeds;
using Logistics.Shipments.Grants;
using Logistics.Shipments.History;
using Logistics.Shipments.ShipmentList;
using Logistics.Shipments.Streams;
using Logistics.Shipments.Tracking;
using Microsoft.AspNetCore.Authorization;
using NodaTime;

namespace Logistics.Shipments.Shipments;

internal sealed partial class ShipmentsGrpc(
    BookingProcess bookings, FactProcess facts, BulkReports reports, ClosingProcess closings, AmendmentProcess amendments, JointTransactor streams, Transactor transactor,
    IEventLog log, FeedReader<ShipmentAnswer, V1.Shipment> shipments, Readers readers,
    TrackingTokens tokens, TrackingQuery tracking, PersonalData people, HubOperator hub, IClock clock) : V1.ShipmentService.ShipmentServiceBase
{
    [Authorize(Roles = Access.Bookers)]
    public override async Task<V1.BookShipmentResponse> BookShipment(V1.BookShipmentRequest request, ServerCallContext context)
    {
        var command = Requests.Booking(request);
        var caller = context.Caller();
        if (!MayBook(caller, command))
            throw new Refusal(Reasons.NotAParty, "A consignor or freight forwarder books for its own organisation.").ToRpc();
        var ct = context.CancellationToken;
        var with = context.Command(request.IdempotencyKey, request, answer: command.ShipmentId);
        // Encrypting a contact makes a key, once.
        var outcome = (request.Parties.Any(p => p.Contact is not null) ? await streams.Repeated(with, ct) : null)
            ?? await bookings.Book(await Requests.WithContacts(command, request, people, ct), clock.GetCurrentInstant(), with, ct);
        return outcome.Refused is { } refusal
            ? throw refusal.ToRpc()
            : new() { ShipmentId = outcome.Answer ?? command.ShipmentId, Position = outcome.Position };
    }

    [Authorize(Roles = Access.Readers)]
    public override async Task<V1.GetHistoryResponse> GetHistory(V1.GetHistoryRequest request, ServerCallContext context)
    {
        var id = Check.Id(request.ShipmentId, "shipment_id");
        var events = await log.Load(Shipment.Stream.IdOf(id), 0, context.CancellationToken);
        var shipment = events.Aggregate(Shipment.Stream.Initial, (s, e) => Shipment.Stream.Evolve(s, e.Data));
        if (!shipment.VisibleTo(context.Caller().Organisation)) throw NotFound().ToRpc();
        var answer = new V1.GetHistoryResponse();
        answer.Entries.AddRange(events.Select(ShipmentHistory.Entry));
        return answer;
    }

    [Authorize(Roles = Access.Readers)]
    public override async Task<V1.CreateTrackingLinkResponse> CreateTrackingLink(V1.CreateTrackingLinkRequest request, ServerCallContext context)
    {
        var id = Check.Id(request.ShipmentId, "shipment_id");
        var expiresAt = Check.Timestamp(request.ExpiresAt, "expires_at");
        var with = context.Command(request.IdempotencyKey, request);
        var token = tokens.For(with.IdempotencyKey!, id);
        var outcome = await transactor.Transact(
            Shipment.Stream, id,
            s => ShipmentDecider.CreateTrackingLink(s, context.Caller().Organisation, TrackingTokens.Hash(token), expiresAt, clock.GetCurrentInstant()),
            with, context.CancellationToken);
        return outcome.Refused is { } refusal ? throw refusal.ToRpc() : new() { Token = token, ExpiresAt = expiresAt.ToTimestamp() };
    }

    [Authorize(Roles = Access.Readers)]
    public override async Task<V1.RevokeTrackingLinkResponse> RevokeTrackingLink(V1.RevokeTrackingLinkRequest request, ServerCallContext context)
    {
        var id = Check.Id(request.ShipmentId, "shipment_id");
        var hash = TrackingTokens.Hash(Check.Id(request.Token, "token"));
        var outcome = await transactor.Transact(
            Shipment.Stream, id, s => ShipmentDecider.RevokeTrackingLink(s, context.Caller().Organisation, hash),
            context.Unkeyed(), context.CancellationToken);
        return outcome.Refused is { } refusal ? throw refusal.ToRpc() : new();
    }

    [Authorize(Roles = Access.Services)]
    public override async Task<V1.Tracking> GetTracking(V1.GetTrackingRequest request, ServerCallContext context)
    {
        var hash = TrackingTokens.Hash(Check.Id(request.Token, "token"));
        var answer = await tracking.Find(hash, clock.GetCurrentInstant(), context.CancellationToken);
        return answer?.ToTracking() ?? throw new Refusal(Reasons.TrackingNotFound, "This link shows nothing (any more).").ToRpc();
    }

    private static Refusal NotFound() => new(Reasons.ShipmentNotFound, "There is no such shipment.");

    /// <summary>The hub's dispatchers book on behalf of anybody.</summary>
    private bool MayBook(Caller caller, BookShipment c)
        => (caller.Organisation == hub.Organisation && (caller.Is(Roles.Dispatcher) || caller.Is(Roles.Admin)))
        || c.Parties.Any(p => p.Organisation == caller.Organisation && p.Role is PartyRole.Consignor or PartyRole.FreightForwarder);
}
