using Logistics.Hosting;
using Logistics.Hosting.Identity;
using Logistics.Tags;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Logistics.Watch.Bench;

/// <summary>The service as it runs, in this process.</summary>
internal sealed class RunningTags : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningTags(WebApplication app) => this.app = app;

    internal IServiceProvider Services => app.Services;

    internal static async Task<RunningTags> Start(string database, string broker)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Hub:Http"] = "http://127.0.0.1:0",
            ["Hub:Grpc"] = "http://127.0.0.1:0",
            ["Hub:Postgres"] = database,
            ["Hub:RabbitMq"] = broker,
            ["Hub:Keys"] = Path.GetTempPath(),
            ["Hub:Services:Partners"] = "http://127.0.0.1:1",
        });
        builder.AddServiceDefaults("tags").AddTags();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<IntrospectToken>((_, _) => Task.FromResult<TokenOwner?>(null));
        var app = builder.Build();
        await app.StartAsync();
        return new(app);
    }

    /// <summary>Until the watch has told all that the journal has.</summary>
    internal async Task CaughtUp()
    {
        while (await Count("select coalesce(sum(reads), 0) + (select count(*) from pending_transitions) from watch_lag") > 0) await Task.Delay(20);
    }

    internal async Task<long> Count(string sql)
    {
        await using var command = Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
