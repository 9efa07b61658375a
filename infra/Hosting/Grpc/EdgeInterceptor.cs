using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace Logistics.Hosting.Grpc;

/// <summary>
/// The outermost layer of every call: refuses text that must not be stored, and turns faults into an answer without internals.
/// A database or a bus that is away, or took too long, is UNAVAILABLE (try again); what nobody expected is INTERNAL and logged once.
/// </summary>
internal sealed class EdgeInterceptor(ILogger<EdgeInterceptor> logger) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, () => continuation(Checked(request), context));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, () => continuation(new CheckedReader<TRequest>(requestStream), context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, async () =>
        {
            await continuation(Checked(request), responseStream, context);
            return true;
        });

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, async () =>
        {
            await continuation(new CheckedReader<TRequest>(requestStream), responseStream, context);
            return true;
        });

    private static TRequest Checked<TRequest>(TRequest request)
    {
        if (request is IMessage message) Check.Texts(message);
        return request;
    }

    private async Task<T> Guard<T>(ServerCallContext context, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException)
        {
            throw;
        }
        catch (Exception e) when (context.CancellationToken.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            throw Refusals.Of(StatusCode.Cancelled, "cancelled", "The call was cancelled.");
        }
        catch (Exception e) when (BackingFaults.Are(e))
        {
            logger.BackingAway(context.Method, e.Message);
            throw Refusals.Of(StatusCode.Unavailable, "unavailable", "Something this needs is away or took too long; try again, or ask for less.");
        }
        catch (Exception e)
        {
            logger.CallFailed(context.Method, e);
            throw Refusals.Of(StatusCode.Internal, "internal", "The hub failed; the fault is logged.");
        }
    }

    private sealed class CheckedReader<T>(IAsyncStreamReader<T> inner) : IAsyncStreamReader<T>
    {
        public T Current => inner.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (!await inner.MoveNext(cancellationToken)) return false;
            Checked(inner.Current);
            return true;
        }
    }
}
