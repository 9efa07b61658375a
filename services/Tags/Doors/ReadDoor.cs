using Grpc.Core;
using Logistics.Tags.V1;

namespace Logistics.Tags.Doors;

/// <summary>
/// <c>ReadService</c> as generated code would bind it, but that batches come as bytes: making three objects of every read costs more
/// than storing it.
/// </summary>
[BindServiceMethod(typeof(ReadDoor), nameof(BindService))]
internal abstract class ReadDoor
{
    private static readonly Marshaller<Receipt> Receipts = new(
        (receipt, context) =>
        {
            context.SetPayloadLength(receipt.CalculateSize());
            Google.Protobuf.MessageExtensions.WriteTo(receipt, context.GetBufferWriter());
            context.Complete();
        },
        _ => throw new NotSupportedException());

    /// <summary>Found by reflection, as in generated code.</summary>
    public static Google.Protobuf.Reflection.ServiceDescriptor Descriptor => ReadService.Descriptor;

    public abstract Task<Receipt> PostReads(PostedMessage request, ServerCallContext context);

    public abstract Task StreamReads(IAsyncStreamReader<PostedMessage> requestStream, IServerStreamWriter<Receipt> responseStream, ServerCallContext context);

    /// <param name="service">Null while methods are looked up.</param>
    public static void BindService(ServiceBinderBase binder, ReadDoor? service)
    {
        binder.AddMethod(Method(MethodType.Unary, nameof(PostReads)), service is null ? null : new UnaryServerMethod<PostedMessage, Receipt>(service.PostReads));
        binder.AddMethod(
            Method(MethodType.DuplexStreaming, nameof(StreamReads)), service is null ? null : new DuplexStreamingServerMethod<PostedMessage, Receipt>(service.StreamReads));
    }

    private static Method<PostedMessage, Receipt> Method(MethodType type, string name) => new(type, Descriptor.FullName, name, PostedMessage.Marshaller, Receipts);
}
