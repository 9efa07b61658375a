using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Logistics.Hosting.Grpc;

/// <summary>The same call with a cancellation token of ours.</summary>
internal sealed class WatchedCallContext : ServerCallContext
{
    /// <summary>Where Grpc.AspNetCore's GetHttpContext looks when a call context is not its own.</summary>
    private const string HttpContextKey = "__HttpContext";
    private readonly ServerCallContext inner;
    private readonly CancellationToken ending;

    internal WatchedCallContext(ServerCallContext inner, HttpContext http, CancellationToken ending)
    {
        this.inner = inner;
        this.ending = ending;
        inner.UserState[HttpContextKey] = http;
    }

    protected override string MethodCore => inner.Method;

    protected override string HostCore => inner.Host;

    protected override string PeerCore => inner.Peer;

    protected override DateTime DeadlineCore => inner.Deadline;

    protected override Metadata RequestHeadersCore => inner.RequestHeaders;

    protected override CancellationToken CancellationTokenCore => ending;

    protected override Metadata ResponseTrailersCore => inner.ResponseTrailers;

    protected override Status StatusCore
    {
        get => inner.Status;
        set => inner.Status = value;
    }

    protected override WriteOptions? WriteOptionsCore
    {
        get => inner.WriteOptions;
        set => inner.WriteOptions = value;
    }

    protected override AuthContext AuthContextCore => inner.AuthContext;

    protected override IDictionary<object, object> UserStateCore => inner.UserState;

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => inner.CreatePropagationToken(options);

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => inner.WriteResponseHeadersAsync(responseHeaders);
}
