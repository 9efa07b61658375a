using System.IO.Compression;
using System.Net;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Logistics.GrpcServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Logistics.GrpcTests.Server;

/// <summary>A real Kestrel on free loopback ports: one in clear text, one with TLS, one that wants a client certificate.</summary>
public sealed class ConformanceServer : IAsyncLifetime
{
    private WebApplication? app;

    internal TestCertificates Certificates { get; } = new();

    internal int PlainPort => Port(0);

    internal int TlsPort => Port(1);

    internal int ClientCertificatePort => Port(2);

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(Listen);
        builder.Services.AddGrpc(options => options.ResponseCompressionLevel = CompressionLevel.Fastest)
            .AddServiceOptions<ConformanceService>(options => options.ResponseCompressionAlgorithm = "gzip");
        builder.Services.AddGrpcHealthAndReflection(options => (options.WatchPeriod, options.ReportAge) = (TimeSpan.FromMilliseconds(30), TimeSpan.Zero));
        builder.Services.AddSingleton<Observations>().AddSingleton<SwitchedHealth>();
        builder.Services.AddHealthChecks().AddCheck<SwitchedHealth>("switched", tags: ["logistics.conformance.v1.Conformance"]);
        app = builder.Build();
        app.UseMiddleware<WireObserver>();
        app.MapGrpcService<ConformanceService>();
        app.MapGrpcHealthAndReflection();
        await app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        Certificates.Dispose();
    }

    /// <summary>Begins to stop as on SIGTERM; done when every stream has ended.</summary>
    internal Task Stop() => app!.StopAsync();

    /// <summary>The contracts as a serialized FileDescriptorSet, from which dynamic clients make their messages.</summary>
    internal static byte[] Descriptors()
    {
        var set = new FileDescriptorSet();
        FileDescriptor[] files =
        [
            DescriptorReflection.Descriptor, Conformance.V1.ConformanceReflection.Descriptor,
            Grpc.Health.V1.HealthReflection.Descriptor, Grpc.Reflection.V1.ReflectionReflection.Descriptor,
            Grpc.Reflection.V1Alpha.ReflectionReflection.Descriptor,
        ];
        set.File.AddRange(files.Select(file => FileDescriptorProto.Parser.ParseFrom(file.SerializedData)));
        return set.ToByteArray();
    }

    private void Listen(KestrelServerOptions kestrel)
    {
        kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificates.Server));
        kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = Certificates.Server;
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.OnAuthenticate = (_, tls) => tls.CertificateChainPolicy = Certificates.TrustsAuthority;
        }));
    }

    private int Port(int index) =>
        new Uri(app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ElementAt(index)).Port;
}

[CollectionDefinition(Name)]
public sealed class ConformanceCollection : ICollectionFixture<ConformanceServer>
{
    public const string Name = "conformance";
}
