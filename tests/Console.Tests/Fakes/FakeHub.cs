using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Logistics.Console.Tests.Fakes;

/// <summary>The hub's other services in one process, real gRPC on a loopback port; can be stopped and started again.</summary>
internal sealed class FakeHub : IAsyncDisposable
{
    private WebApplication? app;

    internal Directory Directory { get; } = new();

    internal Goods Goods { get; } = new();

    internal Reads Reads { get; } = new();

    internal Doorman Doorman { get; private set; } = null!;

    internal Uri Address { get; private set; } = new("http://127.0.0.1:0");

    internal async Task Start()
    {
        Doorman ??= new Doorman(Directory);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Address.Port, door => door.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(Directory).AddSingleton(Goods).AddSingleton(Reads).AddSingleton(Doorman);
        builder.Services.AddGrpc(grpc => grpc.Interceptors.Add<Doorman>());
        app = builder.Build();
        app.MapGrpcService<FakeTokens>();
        app.MapGrpcService<FakeIntrospection>();
        app.MapGrpcService<FakeOrganisations>();
        app.MapGrpcService<FakeShipments>();
        app.MapGrpcService<FakeWorkItems>();
        app.MapGrpcService<FakeWhereabouts>();
        app.MapGrpcService<FakeTagList>();
        app.MapGrpcService<FakeGateways>();
        app.MapGrpcService<FakeNetwork>();
        await app.StartAsync();
        Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    internal async Task Stop()
    {
        if (app is null) return;
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await app.StopAsync(patience.Token);
        await app.DisposeAsync();
        app = null;
    }

    public async ValueTask DisposeAsync() => await Stop();
}
