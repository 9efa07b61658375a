namespace Grpc.Core;

/// <summary>Messages that arrive one after the other.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>Valid after <see cref="MoveNext"/> answered true, until it is called again.</summary>
    T Current { get; }

    /// <summary>Waits for the next message; false at the end of the stream.</summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}

/// <summary>Messages sent one after the other; only one write may be under way.</summary>
public interface IAsyncStreamWriter<in T>
{
    WriteOptions? WriteOptions { get; set; }

    Task WriteAsync(T message);

    Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        // A writer that came before cancellation existed can still serve callers that do not ask for it.
        return cancellationToken.CanBeCanceled
            ? throw new NotSupportedException("This stream writer cannot cancel a write.")
            : WriteAsync(message);
    }
}

/// <summary>The client's side: it says when its last message is sent.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    Task CompleteAsync();
}

/// <summary>The server's side: the stream ends when the method returns.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;
