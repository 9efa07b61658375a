using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a message's bytes go: either <see cref="Complete(byte[])"/>, or the buffer writer and then <see cref="Complete()"/>.</summary>
public abstract class SerializationContext
{
    public virtual void Complete(byte[] payload) => throw Unsupported();

    public virtual IBufferWriter<byte> GetBufferWriter() => throw Unsupported();

    /// <summary>Called before the first write, so that the frame's length can go out ahead.</summary>
    public virtual void SetPayloadLength(int payloadLength) => throw Unsupported();

    public virtual void Complete() => throw Unsupported();

    private NotSupportedException Unsupported() => new($"{GetType()} does not offer this way of serializing.");
}
