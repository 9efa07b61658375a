using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Logistics.Hosting.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Logistics.Hosting.Grpc;

/// <summary>gRPC clients to the other services, found by `Hub:Services:{name}`.</summary>
public static class HubClients
{
    /// <summary>A client that calls with this service's own token.</summary>
    public static WebApplicationBuilder AddHubClient<TClient>(this WebApplicationBuilder builder, string service)
        where TClient : ClientBase<TClient>
    {
        builder.Services.AddSingleton(provider => Create<TClient>(provider, service, ownToken: true));
        return builder;
    }

    /// <summary>A client that sends no token of its own: for public methods, or to pass the caller's on by `ForwardedToken()` headers.</summary>
    public static WebApplicationBuilder AddAnonymousHubClient<TClient>(this WebApplicationBuilder builder, string service)
        where TClient : ClientBase<TClient>
    {
        builder.Services.AddSingleton(provider => Create<TClient>(provider, service, ownToken: false));
        return builder;
    }

    private static TClient Create<TClient>(IServiceProvider provider, string service, bool ownToken)
    {
        var address = provider.GetRequiredService<IConfiguration>().Required($"Hub:Services:{service}");
        var sockets = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(20),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
        };
        var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            // Call credentials want TLS; services talk in clear text on their own network (docs/architecture.md).
            HttpHandler = ownToken ? new ServiceTokenHandler(provider.GetRequiredService<ServiceToken>()) { InnerHandler = sockets } : sockets,
            ServiceConfig = new ServiceConfig { MethodConfigs = { Retried } },
        });
        return (TClient)Activator.CreateInstance(typeof(TClient), channel)!;
    }

    /// <summary>UNAVAILABLE means that nothing was done, or that the command carries an idempotency key: both may be tried again.</summary>
    private static MethodConfig Retried => new()
    {
        Names = { MethodName.Default },
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = 4,
            InitialBackoff = TimeSpan.FromMilliseconds(200),
            MaxBackoff = TimeSpan.FromSeconds(2),
            BackoffMultiplier = 2.5,
            RetryableStatusCodes = { StatusCode.Unavailable },
        },
    };
}
