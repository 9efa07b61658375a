namespace Grpc.Core;

/// <summary>
/// What every kind of call has besides its messages. The functions take the state that was given with them,
/// so that the client library needs no closure per call.
/// </summary>
internal readonly struct CallControl(
    Func<object, Task<Metadata>> responseHeaders,
    Func<object, Status> status,
    Func<object, Metadata> trailers,
    Action<object> dispose,
    object state)
{
    internal static CallControl Of(Task<Metadata> responseHeaders, Func<Status> status, Func<Metadata> trailers, Action dispose) =>
        new(_ => responseHeaders, _ => status(), _ => trailers(), _ => dispose(), dispose);

    internal Task<Metadata> ResponseHeaders() => responseHeaders(state);

    internal Status Status() => status(state);

    internal Metadata Trailers() => trailers(state);

    internal void Dispose() => dispose(state);
}
