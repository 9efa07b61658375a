using Grpc.Core;
using Grpc.Net.Client;
using Logistics.Contracts.Shipments;
using Logistics.Hosting.Identity;
using Logistics.Hosting;
using Logistics.Local;
using Logistics.TestBus;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using Xunit;

namespace Logistics.Shipments.Tests;

/// <summary>The service as it runs, on a database and a broker of its own; only who calls is ours to say.</summary>
public sealed class RunningShipments : IAsyncLifetime
{
    private static readonly Dictionary<string, Caller> Callers = new()
    {
        ["shipper"] = Machine("erp", Known.Shipper, Roles.Shipper),
        ["stranger"] = Machine("other-erp", "org-stranger", Roles.Shipper),
        ["sauerland"] = Machine("tms", Known.Carrier, Roles.Carrier),
        ["ruhr"] = Machine("other-tms", Known.OtherCarrier, Roles.Carrier),
        ["third"] = Machine("third-tms", "org-third", Roles.Carrier),
        ["gateway"] = new(CallerKind.Device, "gw-1", Known.Hub, new HashSet<string> { Roles.Gateway }, "gw-1"),
        ["dispatcher"] = new(CallerKind.Person, "p-ada", Known.Hub, new HashSet<string> { Roles.Dispatcher }, "Ada"),
        ["service"] = new(CallerKind.Service, "svc-console", Known.Hub, new HashSet<string> { Roles.Service }, "svc-console"),
    };

    private readonly string keys = Directory.CreateTempSubdirectory("shipments-keys").FullName;
    private WebApplication? app;
    private GrpcChannel? channel;

    internal string Database { get; private set; } = "";

    internal MovableClock Clock { get; } = new();

    internal TheBus Bus { get; private set; } = null!;

    internal IServiceProvider Services => app!.Services;

    internal V1.ShipmentService.ShipmentServiceClient Shipments => new(channel);

    /// <summary>For calls by descriptor.</summary>
    internal CallInvoker Calls => channel!.CreateCallInvoker();

    internal V1.TransportOrderService.TransportOrderServiceClient Orders => new(channel);

    internal V1.WorkItemService.WorkItemServiceClient WorkItems => new(channel);

    internal V1.SandboxService.SandboxServiceClient Sandboxes => new(channel);

    internal V1.DocumentService.DocumentServiceClient Documents => new(channel);

    internal V1.HandoverService.HandoverServiceClient Handovers => new(channel);

    public async Task InitializeAsync()
    {
        Database = await TestServers.FreshDatabase("shipments");
        var broker = await TestServers.FreshVirtualHost();
        Bus = await TheBus.Connect(broker, ear => ear
            .For<ShipmentBooked>().For<ShipmentAmended>().For<ShipmentReopened>().For<ShipmentClosed>()
            .For<ShipmentHeld>().For<ShipmentReleased>().For<ActualRecorded>().For<ActualRetracted>().For<TransportOrderDeclined>());
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Hub:Grpc"] = "http://127.0.0.1:0",
            ["Hub:Postgres"] = Database,
            ["Hub:RabbitMq"] = broker,
            ["Hub:Keys"] = keys,
            ["Hub:Services:Partners"] = "http://127.0.0.1:1",
        });
        builder.Services.AddSingleton<IntrospectToken>((token, _) => Task.FromResult(
            (Callers.GetValueOrDefault(token) ?? OfAnyRole(token)) is { } caller ? new TokenOwner(caller, Instant.MaxValue) : null));
        builder.Services.AddSingleton<IClock>(Clock);
        builder.AddServiceDefaults("shipments").AddShipments();
        app = builder.Build();
        app.MapServiceDefaults();
        app.MapShipments();
        await app.StartAsync();
        // A message to a queue that is not declared yet is gone.
        await app.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(30));
        channel = GrpcChannel.ForAddress(app.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        channel?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        if (Bus is not null) await Bus.DisposeAsync();
        Directory.Delete(keys, recursive: true);
    }

    internal static Metadata As(string token) => new() { { "authorization", $"Bearer {token}" } };

    internal async Task<T?> Scalar<T>(string sql, params NpgsqlParameter[] parameters)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        return (T?)await command.ExecuteScalarAsync();
    }

    /// <summary>`carrier@org-x`: a machine of any organisation in any role, whether Partners would give it or not.</summary>
    private static Caller? OfAnyRole(string token) => token.Split('@') is [var role, var organisation] ? Machine($"{role}-of-{organisation}", organisation, role) : null;

    private static Caller Machine(string id, string organisation, string role)
        => new(CallerKind.Client, id, organisation, new HashSet<string> { role }, id);
}

/// <summary>The system's clock, moved ahead to when something is due.</summary>
internal sealed class MovableClock : IClock
{
    private long aheadMinutes;

    public Instant GetCurrentInstant() => SystemClock.Instance.GetCurrentInstant() + Duration.FromMinutes(Volatile.Read(ref aheadMinutes));

    public void Advance(Duration by) => Interlocked.Add(ref aheadMinutes, (long)by.TotalMinutes);
}

[CollectionDefinition(Name)]
public sealed class Running : ICollectionFixture<RunningShipments>
{
    public const string Name = "running shipments";
}
