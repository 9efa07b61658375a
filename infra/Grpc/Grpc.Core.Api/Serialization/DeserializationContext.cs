using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a received message's bytes come from.</summary>
public abstract class DeserializationContext
{
    public abstract int PayloadLength { get; }

    /// <summary>A copy that the caller owns.</summary>
    public virtual byte[] PayloadAsNewBuffer() => throw Unsupported();

    /// <summary>Valid only while the message is being deserialized.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw Unsupported();

    private NotSupportedException Unsupported() => new($"{GetType()} does not offer this way of deserializing.");
}
