using System.Buffers;

namespace Grpc.Core;

/// <summary>Lets a contextual marshaller serve a caller that wants plain arrays.</summary>
internal sealed class BufferedSerializationContext : SerializationContext
{
    private readonly ArrayBufferWriter<byte> buffer = new();
    private byte[]? payload;

    internal static byte[] Serialize<T>(T message, Action<T, SerializationContext> serializer)
    {
        var context = new BufferedSerializationContext();
        serializer(message, context);
        return context.payload ?? throw new InvalidOperationException($"The serializer of {typeof(T)} did not complete.");
    }

    public override void Complete(byte[] payload) => this.payload = payload;

    public override IBufferWriter<byte> GetBufferWriter() => buffer;

    public override void SetPayloadLength(int payloadLength)
    {
        // The array grows as it is written; the length is a hint for frames on the wire.
    }

    public override void Complete() => payload = buffer.WrittenSpan.ToArray();
}

internal sealed class BufferedDeserializationContext(byte[] payload) : DeserializationContext
{
    public override int PayloadLength => payload.Length;

    public override byte[] PayloadAsNewBuffer() => [.. payload];

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(payload);
}
