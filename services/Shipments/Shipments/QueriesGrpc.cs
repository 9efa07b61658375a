using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Shipments.Feeds;
using Logistics.Shipments.Grants;
using Logistics.Shipments.ShipmentList;
using Microsoft.AspNetCore.Authorization;

namespace Logistics.Shipments.Shipments;

/// <content>Get, list and watch.</content>
internal sealed partial class ShipmentsGrpc
{
    [Authorize(Roles = Access.Readers)]
    public override async Task<V1.Shipment> GetShipment(V1.GetShipmentRequest request, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        var id = Check.Id(request.ShipmentId, "shipment_id");
        var reader = await readers.Of(context.Caller(), request.GrantId, ct);
        await ReadYourWrites(request.MinPosition, context);
        var answer = await shipments.Find(reader.Key, id, ct) ?? throw NotFound().ToRpc();
        var wire = answer.ToWire();
        if (reader.Grant is { } sight) return Redaction.Show(wire, sight);
        foreach (var (party, booked) in wire.Parties.Zip(answer.Shipment.Parties()))
            if (booked.Contact is { } contact && await people.Reveal(contact, ct) is { } plain)
                party.Contact = EventJson.Deserialize<Requests.Person>(plain).ToWire();
        await RevealSignatures(answer.Shipment, wire, ct);
        return wire;
    }

    private async Task RevealSignatures(Shipment s, V1.Shipment wire, CancellationToken ct)
    {
        var signed = s.Milestones.SelectMany(m => m.Evidence).Where(e => e.Proof?.SignedBy is not null).ToList();
        if (signed.Count == 0) return;
        var names = await people.RevealAll([.. signed.Select(e => e.Proof!.SignedBy!)], ct);
        foreach (var (evidence, name) in signed.Zip(names))
            foreach (var told in wire.Milestones.SelectMany(m => m.Evidence).Where(e => (e.Source, e.Id) == (evidence.Source, evidence.Id) && e.Proof is not null))
                told.Proof.SignedBy = name ?? "";
    }

    [Authorize(Roles = Access.Readers)]
    public override async Task<V1.ListShipmentsResponse> ListShipments(V1.ListShipmentsRequest request, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        var size = Check.PageSize(request.PageSize);
        var query = ShipmentListQuery.From(request, size);
        var reader = await readers.Of(context.Caller(), request.GrantId, ct);
        await ReadYourWrites(request.MinPosition, context);
        var position = await shipments.Position(ct);
        var page = await shipments.List(reader.Key, query, request.PageToken, size, ct);
        var answer = new V1.ListShipmentsResponse { NextPageToken = page.NextToken, Position = position };
        answer.Shipments.AddRange(page.Docs.Select(reader.Show));
        return answer;
    }

    [Authorize(Roles = Access.Readers)]
    public override async Task WatchShipments(
        V1.WatchShipmentsRequest request, IServerStreamWriter<V1.ShipmentChange> responseStream, ServerCallContext context)
    {
        var cursor = Cursor.Parse(request.Cursor);
        var reader = await readers.Of(context.Caller(), request.GrantId, context.CancellationToken);
        await readers.WhileOpen(
            reader,
            ct => responseStream.Send(
                shipments.Watch(reader.Key, cursor, ct),
                item => new()
                {
                    Cursor = item.Cursor.ToString(),
                    CaughtUp = item.CaughtUp,
                    Withdrawn = item.Withdrawn,
                    Shared = item.Shared,
                    Shipment = item.Withdrawn ? new() { Id = item.Id } : item.Wire is { } wire ? reader.Show(wire) : null,
                },
                ct),
            context.CancellationToken);
    }

    private async Task ReadYourWrites(long position, ServerCallContext context)
    {
        if (position < 0) throw Check.Invalid("min_position", "is negative.");
        if (!await shipments.Reaches(position, context.CancellationToken)) context.ResponseTrailers.Add("stale", "true");
    }
}
