using Grpc.Core;
using Grpc.Net.Client;
using Logistics.Hosting;
using Logistics.Local;
using Logistics.Partners.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using Xunit;

namespace Logistics.Partners.Tests.Server;

/// <summary>The service as it runs, on a database and a broker of its own; only its clock is ours.</summary>
public sealed class RunningPartners : IAsyncLifetime
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"partners-{Guid.NewGuid():N}.json");
    private WebApplication? app;
    private GrpcChannel? channel;

    internal AdjustableClock Clock { get; } = new(SystemClock.Instance.GetCurrentInstant());

    internal string Database { get; private set; } = "";

    internal string Broker { get; private set; } = "";

    internal IServiceProvider Services => app!.Services;

    internal TokenService.TokenServiceClient Tokens => new(channel);

    internal IntrospectionService.IntrospectionServiceClient Introspection => new(channel);

    internal DeviceService.DeviceServiceClient Devices => new(channel);

    internal ContactService.ContactServiceClient Contacts => new(channel);

    internal GrantService.GrantServiceClient Grants => new(channel);

    internal Uri Http { get; private set; } = null!;

    internal OrganisationService.OrganisationServiceClient Organisations => new(channel);

    public async Task InitializeAsync()
    {
        Database = await TestServers.FreshDatabase("partners");
        Broker = await TestServers.FreshVirtualHost();
        await Start(Known.Bootstrap);
    }

    public async Task DisposeAsync()
    {
        await Stop();
        File.Delete(file);
    }

    /// <summary>Ends it, and starts it anew on the same database.</summary>
    internal async Task Restart(string bootstrap)
    {
        await Stop();
        await Start(bootstrap);
    }

    internal async Task<Metadata> As(string clientId, string secret)
    {
        var issued = await Tokens.IssueTokenAsync(new IssueTokenRequest { ClientId = clientId, ClientSecret = secret });
        return Bearer(issued.AccessToken);
    }

    internal Task<Metadata> AsService() => As("svc-shipments", Known.HubSecret);

    internal Task<Metadata> AsAdmin() => As("hub-admin", Known.AdminSecret);

    internal Task<Metadata> AsCarrier() => As("sauerland", Known.CarrierSecret);

    internal async Task<V1.Identity> Introspect(string token)
        => await Introspection.IntrospectAsync(new IntrospectRequest { Token = token }, await AsService());

    internal async Task<long> Count(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    internal static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };

    private async Task Start(string bootstrap)
    {
        await File.WriteAllTextAsync(file, bootstrap);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Hub:Http"] = "http://127.0.0.1:0",
            ["Hub:Grpc"] = "http://127.0.0.1:0",
            ["Hub:Postgres"] = Database,
            ["Hub:RabbitMq"] = Broker,
            ["Hub:Bootstrap"] = file,
            ["Hub:Keys"] = Path.GetDirectoryName(file),
            ["Hub:Services:Partners"] = "http://127.0.0.1:1",
        });
        builder.AddServiceDefaults("partners").AddPartners();
        builder.Services.AddSingleton<IClock>(Clock);
        app = builder.Build();
        app.MapServiceDefaults();
        app.MapPartners();
        await app.StartAsync();
        var urls = app.Urls.ToArray();
        Http = new Uri(urls[0]);
        channel = GrpcChannel.ForAddress(urls[1]);
    }

    private async Task Stop()
    {
        channel?.Dispose();
        if (app is null) return;
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
