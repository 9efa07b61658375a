using System.Collections.Concurrent;
using Logistics.Contracts.Tags;
using Logistics.Hosting.Http;
using MassTransit;

namespace Logistics.Tags.Tests.Server;

/// <summary>The other services' end of the bus: what they say to Tags, and what they hear of it.</summary>
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
            ear.Handler<HandlingUnitArrived>(Hear);
            ear.Handler<HandlingUnitDeparted>(Hear);
            ear.Handler<ExcursionStarted>(Hear);
            ear.Handler<ExcursionEnded>(Hear);
            ear.Handler<TagFellSilent>(Hear);
            ear.Handler<TagHeardAgain>(Hear);
            ear.Handler<HandlingUnitVisitAmended>(Hear);
            ear.Handler<HandlingUnitVisitWithdrawn>(Hear);
        });
    });

    internal static async Task<TheBus> Connect(string broker)
    {
        var connected = new TheBus(broker);
        using var deadline = new CancellationTokenSource(Patience);
        await connected.bus.StartAsync(deadline.Token);
        return connected;
    }

    internal Task Disconnect() => bus.StopAsync();

    internal Task Say<T>(T message, Guid id)
        where T : class => bus.Publish(message, publish => publish.MessageId = id);

    /// <summary>All so far that are such, one a message id.</summary>
    internal IReadOnlyList<T> Heard<T>(Func<T, bool> which) => [.. heard.Where(it => it.Message is T).DistinctBy(it => it.Id).Select(it => it.Message).OfType<T>().Where(which)];

    internal Task<T> Hears<T>(Func<T, bool> which)
        where T : class => Until.Some(() => Task.FromResult(Heard(which).FirstOrDefault()), $"a {typeof(T).Name}");

    private Task Hear<T>(ConsumeContext<T> context)
        where T : class
    {
        heard.Enqueue((context.MessageId, context.Message));
        return Task.CompletedTask;
    }
}
