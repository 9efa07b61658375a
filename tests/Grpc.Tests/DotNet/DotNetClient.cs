using Grpc.Core;
using Grpc.Net.Client;
using Logistics.Conformance.V1;
using Logistics.GrpcTests.Server;

namespace Logistics.GrpcTests.DotNet;

/// <summary>Grpc.Net.Client over the stand-ins, against the same server and cases as the Python client.</summary>
[Collection(ConformanceCollection.Name)]
public abstract class DotNetClient : IDisposable
{
    protected DotNetClient(ConformanceServer server)
    {
        Server = server;
        Channel = GrpcChannel.ForAddress($"http://127.0.0.1:{server.PlainPort}");
        Client = new ConformanceApi.ConformanceClient(Channel);
    }

    protected ConformanceServer Server { get; }

    protected GrpcChannel Channel { get; }

    internal ConformanceApi.ConformanceClient Client { get; }

    protected string CallId { get; } = Guid.NewGuid().ToString();

    protected static DateTime In(TimeSpan time) => TimeProvider.System.GetUtcNow().UtcDateTime + time;

    public void Dispose()
    {
        Channel.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Options that make the server keep what it sees of the call for <see cref="Observed"/>.</summary>
    protected CallOptions ObservedCall(params Metadata.Entry[] headers)
    {
        var metadata = new Metadata { { WireObserver.CallIdHeader, CallId } };
        foreach (var header in headers) metadata.Add(header);
        return new CallOptions(metadata);
    }

    internal async Task<Observation> Observed() => await Client.ObserveAsync(new CallId { Id = CallId });
}
