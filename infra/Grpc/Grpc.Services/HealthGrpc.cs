using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Logistics.GrpcServices;

internal sealed class HealthGrpc(
    ServingHealth health, IHostApplicationLifetime lifetime, TimeProvider time, IOptions<GrpcHealthOptions> options) : Health.HealthBase
{
    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        var status = await health.Of(request.Service, context.CancellationToken)
            ?? throw new RpcException(new Status(StatusCode.NotFound, $"No service '{request.Service}' here."));
        return new HealthCheckResponse { Status = status };
    }

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        // An open stream would hold up the server's end, so watching ends with it, and says so.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await WatchUntil(request.Service, responseStream, end.Token);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            await responseStream.WriteAsync(new HealthCheckResponse { Status = ServingStatus.NotServing }, context.CancellationToken);
            throw new RpcException(new Status(StatusCode.Unavailable, "The server is shutting down."));
        }
    }

    private async Task WatchUntil(string service, IServerStreamWriter<HealthCheckResponse> responseStream, CancellationToken end)
    {
        ServingStatus? told = null;
        while (true)
        {
            var status = await health.Of(service, end) ?? ServingStatus.ServiceUnknown;
            if (status != told) await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, end);
            told = status;
            await Task.Delay(options.Value.WatchPeriod, time, end);
        }
    }
}
