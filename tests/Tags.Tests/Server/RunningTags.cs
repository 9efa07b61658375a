using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using Logistics.Hosting.Identity;
using Logistics.Hosting;
using Logistics.Local;
using Logistics.Specs;
using Logistics.Tags.V1;
using Logistics.TestBus;
using MassTransit;
using Logistics.Types.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using Xunit;

namespace Logistics.Tags.Tests.Server;

/// <summary>
/// The service as it runs, on a database and a broker of its own. Who calls is told by the token: <c>client.ID.ORGANISATION.ROLE</c>.
/// Its clock stands still.
/// </summary>
public sealed partial class RunningTags : IAsyncLifetime
{
    internal static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 12, 0);

    private WebApplication? app;
    private GrpcChannel? channel;
    private string broker = "";
    private NpgsqlDataSource? source;

    internal TheBus Bus { get; private set; } = null!;

    internal Uri Http { get; private set; } = null!;

    internal IServiceProvider Services => app!.Services;

    internal TagService.TagServiceClient Tags => new(channel);

    internal GatewayService.GatewayServiceClient Gateways => new(channel);

    internal BusinessLocationService.BusinessLocationServiceClient Locations => new(channel);

    internal ReadService.ReadServiceClient Reads => new(channel);

    internal WhereaboutsService.WhereaboutsServiceClient Whereabouts => new(channel);

    internal QuarantineService.QuarantineServiceClient Quarantine => new(channel);

    internal AggregationService.AggregationServiceClient Aggregations => new(channel);

    internal Metadata Dispatcher => Bearer("person.paula.org-hub.dispatcher");

    internal Metadata Shipper => Bearer("client.lenne.org-lenne.shipper");

    internal Metadata Rival => Bearer("client.rival.org-rival.shipper");

    public async Task InitializeAsync()
    {
        Database = await TestServers.FreshDatabase("tags");
        source = NpgsqlDataSource.Create(Database);
        broker = await TestServers.FreshVirtualHost();
        Bus = await TheBus.Connect(broker, ear => ear.ForAllOfTags());
        await Start();
    }

    public async Task DisposeAsync()
    {
        await Stop();
        await Bus.DisposeAsync();
        if (source is not null) await source.DisposeAsync();
    }

    internal string Database { get; private set; } = "";

    internal async Task Restart()
    {
        await Stop();
        await Start();
    }

    internal static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };

    /// <summary>A gateway of the hub at a read point of its own.</summary>
    /// <returns>Its token.</returns>
    internal async Task<string> Gateway(string id, string hub = "DEDTM", string kind = "yard")
    {
        await ReadPoint($"rp-{id}", hub, kind);
        await Gateways.RegisterGatewayAsync(new() { Gateway = new() { Id = id, ReadPointId = $"rp-{id}" } }, Dispatcher);
        return $"device.{id}.org-hub.gateway";
    }

    internal async Task ReadPoint(string id, string hub, string kind)
        => await Gateways.RegisterReadPointAsync(new() { ReadPoint = new() { Id = id, HubId = hub, Kind = kind } }, Dispatcher);

    /// <summary>A tag of the shipper on a handling unit from an instant on.</summary>
    internal async Task Attached(string tag, string unit, Instant at, TagKind kind = TagKind.Rfid)
    {
        await Tags.RegisterTagAsync(new() { TagId = tag, Kind = kind }, Shipper);
        await Tags.AttachTagAsync(new() { IdempotencyKey = $"attach-{tag}", TagId = tag, HandlingUnitId = unit, At = Event(at) }, Shipper);
    }

    internal static EventTime Event(Instant at) => new() { Instant = Hosting.Grpc.WireTime.ToTimestamp(at), UtcOffsetMinutes = 60 };

    internal async Task<long> Count(string sql)
    {
        await using var command = source!.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Types of a tag's events, in order.</summary>
    internal async Task<List<string>> Story(string tag)
    {
        await using var command = source!.CreateCommand("select type from mt_events where stream_id = $1 order by version");
        command.Parameters.Add(new() { Value = $"tag-{tag}" });
        await using var rows = await command.ExecuteReaderAsync();
        var story = new List<string>();
        while (await rows.ReadAsync()) story.Add(rows.GetString(0));
        return story;
    }

    internal Task Tells(string tag, string type) => Eventually.True(async () => (await Story(tag)).Contains(type), $"{type} of {tag}");

    /// <summary>Everything journaled so far has been looked at.</summary>
    internal Task Watched() => Eventually.True(
        async () => await Count("select coalesce(sum(unsaved), 0) + (select count(*) from pending_transitions) from watch_lag") == 0, "the watch to catch up");

    /// <summary>A second process's worth of the service, on the same database and broker.</summary>
    internal async Task<WebApplication> Another(params (string Key, string Value)[] settings)
    {
        var another = Build(settings);
        await another.StartAsync();
        // A bus that is stopped before it has started starts all the same, and takes messages that nobody handles; a process would be gone.
        await another.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, Eventually.Patience);
        return another;
    }

    private async Task Start()
    {
        app = Build();
        await app.StartAsync();
        var urls = app.Urls.ToArray();
        Http = new Uri(urls[0]);
        channel = GrpcChannel.ForAddress(urls[1]);
    }

    private WebApplication Build(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Hub:Http"] = "http://127.0.0.1:0",
            ["Hub:Grpc"] = "http://127.0.0.1:0",
            ["Hub:Postgres"] = Database,
            ["Hub:RabbitMq"] = broker,
            ["Hub:Keys"] = Path.GetTempPath(),
            ["Hub:Services:Partners"] = "http://127.0.0.1:1",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.AddServiceDefaults("tags").AddTags();
        builder.Services.AddSingleton<IntrospectToken>((token, _) => Task.FromResult(OwnerOf(token)));
        builder.Services.AddSingleton<IClock>(new StoppedClock());
        var built = builder.Build();
        built.MapServiceDefaults();
        built.MapTags();
        return built;
    }

    private async Task Stop()
    {
        channel?.Dispose();
        if (app is null) return;
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static TokenOwner? OwnerOf(string token) => token.Split('.') is [var kind, var id, var organisation, var role]
        ? new(new(Enum.Parse<CallerKind>(kind, true), id, organisation, new HashSet<string> { role }, id), Instant.MaxValue)
        : null;

    private sealed class StoppedClock : IClock
    {
        public Instant GetCurrentInstant() => Now;
    }
}

[CollectionDefinition(Name)]
public sealed class OneRunningTags : ICollectionFixture<RunningTags>
{
    internal const string Name = "running tags";
}
