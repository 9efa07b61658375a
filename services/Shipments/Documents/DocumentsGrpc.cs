using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Identity;
using Logistics.Hosting.Grpc;
using Logistics.Shipments.Grants;
using Logistics.Shipments.Sandboxes;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.Streams;
using Microsoft.AspNetCore.Authorization;
using NodaTime;

namespace Logistics.Shipments.Documents;

internal sealed class DocumentsGrpc(DocumentStore documents, Transactor transactor, Readers readers, IClock clock) : V1.DocumentService.DocumentServiceBase
{
    /// <summary>With room for the rest of the message within what a request may have.</summary>
    private const int MaxBytes = 3 * 1024 * 1024;

    [Authorize(Roles = Access.Handlers)]
    public override async Task<V1.DocumentInfo> UploadDocument(V1.UploadDocumentRequest request, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        var id = Check.Id(request.ShipmentId, "shipment_id");
        var content = request.Content.Memory;
        if (content.Length > MaxBytes) throw new Refusal(Reasons.DocumentTooLarge, $"A document has at most {MaxBytes} bytes.").ToRpc();
        var type = MediaTypes.Of(content.Span)
            ?? throw new Refusal(Reasons.DocumentTypeUnknown, "A document is a JPEG, PNG or WebP image or a PDF.").ToRpc();
        var attached = new DocumentAttached(
            Convert.ToHexStringLower(SHA256.HashData(content.Span)), type, content.Length, context.Caller().Organisation, clock.GetCurrentInstant());

        // Nothing is kept for who may not attach it.
        var (shipment, _) = await transactor.Load(Shipment.Stream, id, ct);
        if (ShipmentDecider.AttachDocument(shipment, attached) is Decision.Refused { Refusal: var early }) throw early.ToRpc();
        await documents.Put(id, attached.Sha256, content, ct);
        var outcome = await transactor.Transact(Shipment.Stream, id, s => ShipmentDecider.AttachDocument(s, attached), context.Unkeyed(), ct);
        if (outcome.Refused is { } refusal) throw refusal.ToRpc();
        // As it is stored: its instant is cut, and whoever was first has attached it.
        (shipment, _) = await transactor.Load(Shipment.Stream, id, ct);
        return shipment.Documents.First(d => d.Sha256 == attached.Sha256).ToWire();
    }

    [Authorize(Roles = Access.Readers)]
    public override async Task<V1.Document> GetDocument(V1.GetDocumentRequest request, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        var id = Check.Id(request.ShipmentId, "shipment_id");
        var hash = Requests.Sha256(request.Sha256, "sha256");
        var reader = await readers.Of(context.Caller(), request.GrantId, ct);
        var (shipment, _) = await transactor.Load(Shipment.Stream, id, ct);
        var known = reader.SeesDocuments && shipment.Readers().Contains(reader.Key) ? shipment.Documents.FirstOrDefault(d => d.Sha256 == hash) : null;
        var content = known is null ? null : await documents.Find(id, hash, ct) ?? DeliveryNote.Named(hash);
        return content is null
            ? throw new Refusal(Reasons.DocumentNotFound, "There is no such document.").ToRpc()
            : new() { Info = reader.Show(known!.ToWire()), Content = UnsafeByteOperations.UnsafeWrap(content) };
    }
}
