using Logistics.EventStore;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Logistics.Hosting;

/// <summary>What a service's program does besides serving.</summary>
public static class HubCommands
{
    /// <summary>
    /// `declare-queues` declares this service's exchanges and queues and ends: run for every service before any of them starts,
    /// because a message published to an exchange that nobody is bound to is confirmed and gone. The event store's commands
    /// (`rebuild`, `verify`, ...) are its own. Without a command it serves until it is told to stop.
    /// </summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunHub(this WebApplication app, string[] args)
    {
        if (args is ["declare-queues"]) return await DeclareQueues(app.Services);
        if (await app.Services.RunStoreCommand(args) is { } code) return code;
        await app.RunAsync();
        return 0;
    }

    private static async Task<int> DeclareQueues(IServiceProvider services)
    {
        if (services.GetService<IBusControl>() is not { } bus) return 0;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await bus.DeployAsync(patience.Token);
        return 0;
    }
}
