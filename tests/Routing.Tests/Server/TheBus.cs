using System.Collections.Concurrent;
using Logistics.Contracts.Routing;
using Logistics.Hosting.Http;
using MassTransit;

namespace Logistics.Routing.Tests.Server;

/// <summary>The other services' end of the bus: what they say to Routing, and what they hear of it.</summary>
internal sealed class TheBus
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<(Guid? Id, object Message)> heard = new();
    private readonly IBusControl bus;

    private TheBus(string broker) => bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
    {
        rabbit.Host(new Uri(broker));
        rabbit.ConfigureJsonSerializerOptions(json =>
        {
            json.AddHubConverters();
            return json;
        });
        rabbit.ReceiveEndpoint("test-ear", ear =>
        {
            ear.Handler<ItineraryPlanned>(Hear);
            ear.Handler<NoItineraryFound>(Hear);
            ear.Handler<EtaRevised>(Hear);
        });
    });

    internal static async Task<TheBus> Connect(string broker)
    {
        var connected = new TheBus(broker);
        await connected.bus.StartAsync(new CancellationTokenSource(Patience).Token);
        return connected;
    }

    internal Task Disconnect() => bus.StopAsync();

    internal Task Say<T>(T message, Guid id)
        where T : class => bus.Publish(message, publish => publish.MessageId = id);

    internal IReadOnlyList<Guid?> IdsOf<T>() => heard.Where(it => it.Message is T).Select(it => it.Id).ToList();

    /// <summary>The first message heard, since the start, that is one.</summary>
    internal async Task<T> Hears<T>(Func<T, bool> which)
        where T : class
    {
        T? found = null;
        await Until.True(() => (found = heard.Select(it => it.Message).OfType<T>().FirstOrDefault(which)) is not null, $"a {typeof(T).Name}");
        return found!;
    }

    private Task Hear<T>(ConsumeContext<T> context)
        where T : class
    {
        heard.Enqueue((context.MessageId, context.Message));
        return Task.CompletedTask;
    }
}
