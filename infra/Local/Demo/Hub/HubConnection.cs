using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Logistics.Local;
using Logistics.Partners.V1;
using Logistics.Routing.V1;
using Logistics.Shipments.V1;
using Logistics.Tags.V1;

namespace Logistics.Demo.Hub;

/// <summary>The hub's public doors, as any partner has them.</summary>
internal sealed class HubConnection : IDisposable
{
    private readonly Dictionary<string, GrpcChannel> channels;

    internal HubConnection(HubState hub)
    {
        channels = hub.Services.Where(service => service.Key != "Console").ToDictionary(
            service => service.Key, service => GrpcChannel.ForAddress(service.Value.Grpc, Options()));
        TagsHttp = hub.Services["Tags"].Http;
        Console = hub.Services["Console"].Http;
        Keys = new KeyFiles(hub.Keys);
        Clients = new ClientTokens(new TokenService.TokenServiceClient(channels["Partners"]), Keys);
    }

    internal Uri TagsHttp { get; }

    internal Uri Console { get; }

    internal KeyFiles Keys { get; }

    internal ClientTokens Clients { get; }

    internal NetworkService.NetworkServiceClient Network => new(channels["Routing"]);

    internal PlanningService.PlanningServiceClient Planning => new(channels["Routing"]);

    internal ShipmentService.ShipmentServiceClient Shipments => new(channels["Shipments"]);

    internal TransportOrderService.TransportOrderServiceClient Orders => new(channels["Shipments"]);

    internal TagService.TagServiceClient Tags => new(channels["Tags"]);

    internal GatewayService.GatewayServiceClient Gateways => new(channels["Tags"]);

    internal ReadService.ReadServiceClient Reads => new(channels["Tags"]);

    public void Dispose()
    {
        foreach (var channel in channels.Values) channel.Dispose();
    }

    // A service that restarts is no reason to lose a booking: every command here may be repeated.
    private static GrpcChannelOptions Options() => new()
    {
        HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
        ServiceConfig = new ServiceConfig
        {
            MethodConfigs =
            {
                new MethodConfig
                {
                    Names = { MethodName.Default },
                    RetryPolicy = new RetryPolicy
                    {
                        MaxAttempts = 5,
                        InitialBackoff = TimeSpan.FromMilliseconds(500),
                        MaxBackoff = TimeSpan.FromSeconds(5),
                        BackoffMultiplier = 2,
                        RetryableStatusCodes = { StatusCode.Unavailable },
                    },
                },
            },
        },
    };
}
