namespace Grpc.Core;

/// <summary>Wishes for how a message is written.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>The message may wait for the next one before it is flushed.</summary>
    BufferHint = 0x1,

    /// <summary>Send this message as it is although the call compresses.</summary>
    NoCompress = 0x2,
}

/// <summary>Options of one write, or of all writes of a call.</summary>
public class WriteOptions(WriteFlags flags = default)
{
    public static readonly WriteOptions Default = new();

    public WriteFlags Flags { get; } = flags;
}
