using Grpc.Core;
using Grpc.Core.Interceptors;
using Logistics.Hosting.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Logistics.Hosting.Grpc;

/// <summary>
/// A live stream outlives the check at its start. Its token is asked for again every 20 seconds; once it is no longer good the
/// call's token is cancelled and the call ends with UNAUTHENTICATED, within 60 seconds of a revocation (cache included).
/// While Partners is away streams go on: they were let in.
/// </summary>
internal sealed class RevocationInterceptor(IntrospectionCache tokens, IConfiguration configuration) : Interceptor
{
    private readonly TimeSpan interval = TimeSpan.FromSeconds(configuration.GetValue("Hub:StreamCheckSeconds", 20.0));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Watched(context, watched => continuation(request, responseStream, watched));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Watched(context, watched => continuation(requestStream, responseStream, watched));

    private async Task Watched(ServerCallContext context, Func<ServerCallContext, Task> call)
    {
        var http = context.GetHttpContext();
        if (HubAuthentication.BearerOf(http) is not { } token)
        {
            await call(context);
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        using var done = new CancellationTokenSource();
        var watching = EndWhenRevoked(token, http, ending, done.Token);
        try
        {
            await call(new WatchedCallContext(context, http, ending.Token));
        }
        catch (Exception) when (ending.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            throw Refusals.Of(StatusCode.Unauthenticated, "unauthenticated", "The token is no longer valid.");
        }
        finally
        {
            await done.CancelAsync();
            await watching;
        }

        if (ending.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
            throw Refusals.Of(StatusCode.Unauthenticated, "unauthenticated", "The token is no longer valid.");
    }

    private async Task EndWhenRevoked(string token, HttpContext http, CancellationTokenSource ending, CancellationToken done)
    {
        using var timer = new PeriodicTimer(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                if (!await IsGood(token, http, done)) await ending.CancelAsync();
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task<bool> IsGood(string token, HttpContext http, CancellationToken ct)
    {
        try
        {
            return await tokens.Find(token, ct) is { } caller && caller.Id == http.Caller().Id;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return true;
        }
    }
}
