using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Logistics.Hosting;

/// <summary>
/// Two doors: `Hub:Http` speaks HTTP/1.1, `Hub:Grpc` speaks HTTP/2 in clear text (without TLS one port cannot offer both).
/// Limits are set because Kestrel has no connection limit of its own.
/// </summary>
internal static class KestrelDefaults
{
    /// <summary>Bytes; the largest body of a request that ABUSE.md allows.</summary>
    internal const int MaxBody = 4 * 1024 * 1024;

    internal static void AddHubKestrel(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            var limits = kestrel.Limits;
            limits.MaxConcurrentConnections = 4096;
            limits.MaxConcurrentUpgradedConnections = 256;
            limits.MaxRequestBodySize = MaxBody;
            limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            limits.Http2.MaxStreamsPerConnection = 256;
            limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
            limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);

            if (builder.Configuration["Hub:Http"] is { Length: > 0 } http) kestrel.Listen(EndPointOf(http), door => door.Protocols = HttpProtocols.Http1);
            if (builder.Configuration["Hub:Grpc"] is { Length: > 0 } grpc) kestrel.Listen(EndPointOf(grpc), door => door.Protocols = HttpProtocols.Http2);
        });
    }

    private static IPEndPoint EndPointOf(string url)
    {
        var uri = new Uri(url);
        return new(uri.Host is "localhost" ? IPAddress.Loopback : uri.Host is "+" or "*" ? IPAddress.Any : IPAddress.Parse(uri.Host), uri.Port);
    }
}
