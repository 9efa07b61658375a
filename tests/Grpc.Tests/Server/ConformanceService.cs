using Google.Protobuf;
using Grpc.Core;
using Logistics.Conformance.V1;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Logistics.GrpcTests.Server;

internal sealed class ConformanceService(Observations observations, SwitchedHealth health, TimeProvider time) : ConformanceApi.ConformanceBase
{
    public override Task<Item> Echo(Item request, ServerCallContext context)
    {
        if (!request.CompressResponse) context.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
        ObserveDeadline(context);
        if (request.ResponseSize > 0) request.Padding = ByteString.CopyFrom(new byte[request.ResponseSize]);
        return Task.FromResult(request);
    }

    public override async Task<Item> Sum(IAsyncStreamReader<Item> requestStream, ServerCallContext context)
    {
        var sum = new Item();
        await foreach (var item in requestStream.ReadAllAsync(context.CancellationToken))
        {
            sum.Number += item.Number;
        }

        return sum;
    }

    public override async Task Count(Item request, IServerStreamWriter<Item> responseStream, ServerCallContext context)
    {
        for (var number = 1; number <= request.Number; number++)
        {
            await responseStream.WriteAsync(new Item { Number = number }, context.CancellationToken);
        }

        if (request.Text.Length > 0) throw new RpcException(new Status(Enum.Parse<StatusCode>(request.Text), "as asked"));
    }

    public override async Task Talk(
        IAsyncStreamReader<Item> requestStream, IServerStreamWriter<Item> responseStream, ServerCallContext context)
    {
        await foreach (var item in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(new Item { Number = item.Number, Text = $"heard {item.Text}" }, context.CancellationToken);
        }
    }

    public override Task<Item> End(Ending request, ServerCallContext context)
    {
        var trailers = new Metadata { { "reason", "as-asked" }, { "reason", "again" }, { "reason-bin", [0, 255, 1] } };
        if (request.Code != 0) throw new RpcException(new Status((StatusCode)request.Code, request.Detail), trailers);
        foreach (var entry in trailers) context.ResponseTrailers.Add(entry);
        return Task.FromResult(new Item());
    }

    public override async Task<Item> Mirror(Item request, ServerCallContext context)
    {
        var mirrored = context.RequestHeaders.Where(entry => entry.Key.StartsWith("echo", StringComparison.Ordinal)).ToList();
        var headers = new Metadata();
        foreach (var entry in mirrored) headers.Add(entry);
        await context.WriteResponseHeadersAsync(headers);
        foreach (var entry in mirrored.AsEnumerable().Reverse()) context.ResponseTrailers.Add(entry);
        return request;
    }

    public override async Task<Item> Hang(Item request, ServerCallContext context)
    {
        await Forever(context);
        return request;
    }

    public override async Task HangStream(Item request, IServerStreamWriter<Item> responseStream, ServerCallContext context)
    {
        await Count(request, responseStream, context);
        await Forever(context);
    }

    public override Task<Observation> Observe(CallId request, ServerCallContext context) =>
        observations.Of(request.Id).WaitAsync(TimeSpan.FromSeconds(5), context.CancellationToken);

    public override Task<Item> WhoAmI(Item request, ServerCallContext context)
    {
        var name = context.AuthContext.FindPropertiesByName("x509_common_name").SingleOrDefault()?.Value;
        return Task.FromResult(new Item { Text = name ?? "nobody" });
    }

    public override Task<Item> SetHealth(HealthWish request, ServerCallContext context)
    {
        health.Status = request.Healthy ? HealthStatus.Healthy : HealthStatus.Unhealthy;
        return Task.FromResult(new Item());
    }

    private async Task Forever(ServerCallContext context)
    {
        ObserveDeadline(context);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        }
        finally
        {
            WireObserver.Of(context.GetHttpContext()).Cancelled = context.CancellationToken.IsCancellationRequested;
        }
    }

    private void ObserveDeadline(ServerCallContext context)
    {
        if (context.Deadline == DateTime.MaxValue) return;
        WireObserver.Of(context.GetHttpContext()).DeadlineSeconds = (context.Deadline - time.GetUtcNow().UtcDateTime).TotalSeconds;
    }
}
