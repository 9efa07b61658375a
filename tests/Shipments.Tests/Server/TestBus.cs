using System.Collections.Concurrent;
using Logistics.Contracts.Shipments;
using Logistics.Hosting.Http;
using MassTransit;

namespace Logistics.Shipments.Tests;

/// <summary>The other services: says what Routing and Tags say, and hears what Shipments tells.</summary>
internal sealed class TestBus : IAsyncDisposable
{
    private readonly ConcurrentQueue<object> heard = [];
    private readonly IBusControl bus;

    private TestBus(string broker) => bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(rabbit =>
    {
        rabbit.Host(new Uri(broker));
        rabbit.ConfigureJsonSerializerOptions(json =>
        {
            json.AddHubConverters();
            return json;
        });
        rabbit.ReceiveEndpoint("listener", queue =>
        {
            queue.Handler<ShipmentBooked>(Hear);
            queue.Handler<ActualRecorded>(Hear);
            queue.Handler<ShipmentClosed>(Hear);
            queue.Handler<ShipmentAmended>(Hear);
            queue.Handler<ShipmentReopened>(Hear);
            queue.Handler<ActualRetracted>(Hear);
            queue.Handler<TransportOrderDeclined>(Hear);
        });
    });

    public static async Task<TestBus> Start(string broker)
    {
        var started = new TestBus(broker);
        await started.bus.StartAsync();
        return started;
    }

    /// <returns>The message's id, to say it again with.</returns>
    public async Task<Guid> Say(object message, Guid? id = null)
    {
        var messageId = id ?? NewId.NextGuid();
        await bus.Publish(message, message.GetType(), Pipe.Execute<PublishContext>(to => to.MessageId = messageId));
        return messageId;
    }

    public Task<T> Hears<T>(Func<T, bool> which) where T : class
        => Eventually.Find(() => Task.FromResult(heard.OfType<T>().FirstOrDefault(which)), $"a {typeof(T).Name}");

    public int Count<T>(Func<T, bool> which) => heard.OfType<T>().Count(which);

    public async ValueTask DisposeAsync() => await bus.StopAsync();

    private Task Hear<T>(ConsumeContext<T> context) where T : class
    {
        heard.Enqueue(context.Message);
        return Task.CompletedTask;
    }
}

/// <summary>Awaits a condition with a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<T> Find<T>(Func<Task<T?>> look, string what) where T : class
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await look() is { } found) return found;
            if (deadline.IsCancellationRequested) throw new TimeoutException($"There was no {what} within {Patience}.");
            await Task.Delay(25, CancellationToken.None);
        }
    }

    public static Task Is(Func<Task<bool>> holds, string what) => Find(async () => await holds() ? "" : null, what);
}
