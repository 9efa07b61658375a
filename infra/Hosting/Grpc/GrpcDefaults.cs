using Logistics.GrpcServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Logistics.Hosting.Grpc;

internal static class GrpcDefaults
{
    internal static void AddHubGrpc(this WebApplicationBuilder builder)
    {
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = KestrelDefaults.MaxBody;
            grpc.EnableDetailedErrors = false;
            grpc.Interceptors.Add<EdgeInterceptor>();
            grpc.Interceptors.Add<LiveStreams>();
            grpc.Interceptors.Add<RevocationInterceptor>();
        });
        // One for all calls: it counts.
        builder.Services.AddSingleton<LiveStreams>();
        builder.Services.AddGrpcHealthAndReflection();
    }

    internal static void MapHubGrpc(this WebApplication app) => app.MapGrpcHealthAndReflection();
}
