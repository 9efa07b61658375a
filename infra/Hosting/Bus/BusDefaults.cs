using Logistics.Hosting.Http;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Logistics.Hosting.Bus;

/// <summary>The only bus wiring: RabbitMQ by MassTransit, quorum queues named `{service}-{message}`, publisher confirms.</summary>
public static class BusDefaults
{
    /// <summary>
    /// A message that fails is tried again in its consumer (about a minute in all: long enough for a restart of PostgreSQL), then
    /// goes to the queue's `_error` queue, where nothing drops it.
    /// </summary>
    /// <param name="service">Prefix of the queues.</param>
    /// <param name="consumers">Adds the service's consumers.</param>
    public static WebApplicationBuilder AddBus(this WebApplicationBuilder builder, string service, Action<IBusRegistrationConfigurator> consumers)
    {
        builder.Services.AddMassTransit(bus =>
        {
            // MassTransit would report to its makers; a hub calls nobody it was not told to.
            bus.DisableUsageTelemetry();
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(service, false));
            bus.AddConfigureEndpointsCallback((_, endpoint) =>
            {
                endpoint.UseMessageRetry(retry => retry.Exponential(12, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15), TimeSpan.FromMilliseconds(400)));
                if (endpoint is not IRabbitMqReceiveEndpointConfigurator queue) return;
                queue.PrefetchCount = 32;
                queue.SetQuorumQueue();
                // A consumer that dies with a message in hand this often takes its process down with it: stop the loop.
                queue.SetQueueArgument("x-delivery-limit", 20);
            });
            consumers(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(new Uri(context.GetRequiredService<IConfiguration>().Required("Hub:RabbitMq")), host => host.PublisherConfirmation = true);
                rabbit.ConfigureJsonSerializerOptions(json =>
                {
                    json.AddHubConverters();
                    return json;
                });
                rabbit.ConfigureEndpoints(context);
            });
        });
        builder.Services.Configure<MassTransitHostOptions>(host =>
        {
            host.WaitUntilStarted = false;
            host.StopTimeout = TimeSpan.FromSeconds(10);
        });
        return builder;
    }
}
