using System.Buffers;
using Grpc.Core;

namespace Logistics.Tags.Doors;

/// <summary>A message's bytes, before anybody looked into them. Whoever takes it gives it back.</summary>
internal sealed class PostedMessage : IDisposable
{
    /// <summary>The server only ever takes such messages in.</summary>
    internal static readonly Marshaller<PostedMessage> Marshaller = new((_, _) => throw new NotSupportedException(), Of);

    private byte[] _buffer;
    private readonly int _length;

    private PostedMessage(byte[] buffer, int length) => (_buffer, _length) = (buffer, length);

    internal ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private static PostedMessage Of(DeserializationContext context)
    {
        // What the context shows is valid only until this returns.
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, context.PayloadLength));
        context.PayloadAsReadOnlySequence().CopyTo(buffer);
        return new(buffer, context.PayloadLength);
    }
}
