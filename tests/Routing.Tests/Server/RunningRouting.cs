using Grpc.Core;
using Grpc.Net.Client;
using Logistics.Contracts.Routing;
using Logistics.Hosting.Identity;
using Logistics.Hosting;
using Logistics.Local;
using Logistics.Routing.V1;
using Logistics.TestBus;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using Xunit;

namespace Logistics.Routing.Tests.Server;

/// <summary>The service as it runs, on a database and a broker of its own; who calls is told by the token's name.</summary>
public sealed class RunningRouting : IAsyncLifetime
{
    private static readonly Dictionary<string, Caller> Callers = new()
    {
        ["admin"] = Of(CallerKind.Person, "org-hub", Roles.Admin),
        ["dispatcher"] = Of(CallerKind.Person, "org-hub", Roles.Dispatcher),
        ["carrier"] = Of(CallerKind.Client, "org-carrier", Roles.Carrier),
        ["rival"] = Of(CallerKind.Client, "org-rival", Roles.Carrier),
        ["shipper"] = Of(CallerKind.Client, "org-shipper", Roles.Shipper),
        ["sandbox"] = Of(CallerKind.Client, "org-carrier", Roles.Sandbox),
        ["gateway"] = Of(CallerKind.Device, "org-carrier", Roles.Gateway),
        ["service"] = Of(CallerKind.Service, "org-hub", Roles.Service),
    };

    private WebApplication? app;
    private GrpcChannel? channel;
    private string database = "";

    internal TheBus Bus { get; private set; } = null!;

    internal IServiceProvider Services => app!.Services;

    /// <summary>Host and port, for clients of other languages.</summary>
    internal string Address => new Uri(app!.Urls.Single()).Authority;

    internal NetworkService.NetworkServiceClient Network => new(channel);

    internal PlanningService.PlanningServiceClient Planning => new(channel);

    internal EtaService.EtaServiceClient Etas => new(channel);

    internal ReplanningPolicyService.ReplanningPolicyServiceClient Replanning => new(channel);

    public async Task InitializeAsync()
    {
        database = await TestServers.FreshDatabase("routing");
        var broker = await TestServers.FreshVirtualHost();
        Bus = await TheBus.Connect(broker, ear => ear.For<ItineraryPlanned>().For<NoItineraryFound>().For<EtaRevised>());

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Hub:Grpc"] = "http://127.0.0.1:0",
            ["Hub:Postgres"] = database,
            ["Hub:RabbitMq"] = broker,
            ["Hub:Keys"] = Path.GetTempPath(),
            ["Hub:Services:Partners"] = "http://127.0.0.1:1",
        });
        builder.Services.AddSingleton<IntrospectToken>((token, _) => Task.FromResult(
            Callers.TryGetValue(token, out var caller) ? new TokenOwner(caller, Instant.MaxValue) : null));
        builder.AddServiceDefaults("routing").AddRouting();
        app = builder.Build();
        app.MapServiceDefaults();
        app.MapRouting();
        await app.StartAsync();
        channel = GrpcChannel.ForAddress(app.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        channel?.Dispose();
        await Bus.DisposeAsync();
        if (app is null) return;
        await app.StopAsync();
        await app.DisposeAsync();
    }

    internal static Metadata As(string caller) => new() { { "authorization", $"Bearer {caller}" } };

    internal async Task<long> Count(string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Caller Of(CallerKind kind, string organisation, string role) =>
        new(kind, $"{organisation}-{role}", organisation, new HashSet<string> { role }, role);
}
