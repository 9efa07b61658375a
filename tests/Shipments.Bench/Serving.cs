using Logistics.Hosting;
using Logistics.Hosting.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Logistics.Shipments.Bench;

/// <summary>The service as it runs; a token says who calls: `role@organisation`.</summary>
internal static class Serving
{
    internal const string Ready = "serving on ";

    internal static async Task<int> Run(string database, string broker, string keys)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Hub:Grpc"] = "http://127.0.0.1:0",
            ["Hub:Postgres"] = database,
            ["Hub:RabbitMq"] = broker,
            ["Hub:Keys"] = keys,
            ["Hub:Services:Partners"] = "http://127.0.0.1:1",
        });
        builder.Services.AddSingleton<IntrospectToken>((token, _) => Task.FromResult<TokenOwner?>(new(CallerOf(token), Instant.MaxValue)));
        builder.AddServiceDefaults("shipments").AddShipments();
        await using var app = builder.Build();
        app.MapServiceDefaults();
        app.MapShipments();
        await app.StartAsync();
        Console.WriteLine(Ready + app.Urls.Single());
        // Whoever started us closes our input, or is gone.
        await Task.Run(() => Console.In.ReadToEnd());
        await app.StopAsync();
        return 0;
    }

    private static Caller CallerOf(string token)
    {
        var parts = token.Split('@');
        return new(CallerKind.Client, parts[0], parts[1], new HashSet<string> { parts[0] }, parts[0]);
    }
}
