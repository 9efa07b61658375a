using System.Threading.RateLimiting;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Logistics.Hosting.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Logistics.Hosting.Grpc;

/// <summary>
/// Bounds the live streams that one caller holds open at this process: each keeps memory, and some ask the database, for as long as they
/// last. The hub's own services are not bounded, nor is what nobody has to sign in for.
/// </summary>
internal sealed class LiveStreams(IConfiguration configuration) : Interceptor, IDisposable
{
    private const int UsualMost = 100;

    private readonly PartitionedRateLimiter<HttpContext> places = Places(configuration.GetValue("Hub:MostLiveStreams", UsualMost));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        InItsPlace(context, () => continuation(request, responseStream, context));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        InItsPlace(context, () => continuation(requestStream, responseStream, context));

    public void Dispose() => places.Dispose();

    private async Task InItsPlace(ServerCallContext context, Func<Task> call)
    {
        using var place = places.AttemptAcquire(context.GetHttpContext());
        if (!place.IsAcquired)
            throw Refusals.Of(StatusCode.ResourceExhausted, "too-many-streams", "You have too many live streams open here: end one first.");
        await call();
    }

    private static PartitionedRateLimiter<HttpContext> Places(int most) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
        http.CallerIfAny() is { Kind: not CallerKind.Service } caller
            ? RateLimitPartition.GetConcurrencyLimiter(caller.Actor, _ => new() { PermitLimit = most, QueueLimit = 0 })
            : RateLimitPartition.GetNoLimiter(""));
}
