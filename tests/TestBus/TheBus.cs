using Logistics.Hosting.Http;
using Logistics.Specs;
using MassTransit;

namespace Logistics.TestBus;

/// <summary>The other services' end of the bus: what they say to the service under test, and what they hear of it.</summary>
public sealed class TheBus : IAsyncDisposable
{
    private readonly IBusControl bus;
    private readonly Ear ear;

    private TheBus(IBusControl bus, Ear ear) => (this.bus, this.ear) = (bus, ear);

    /// <param name="broker">The service's own address of RabbitMQ.</param>
    /// <param name="hears">Which messages are listened to.</param>
    public static async Task<TheBus> Connect(string broker, Action<Ear> hears)
    {
        var ear = new Ear();
        hears(ear);
        var bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(new Uri(broker));
            rabbit.ConfigureJsonSerializerOptions(json =>
            {
                json.AddHubConverters();
                return json;
            });
            rabbit.ReceiveEndpoint("test-ear", ear.ListenOn);
        });
        using var deadline = new CancellationTokenSource(Eventually.Patience);
        await bus.StartAsync(deadline.Token);
        return new TheBus(bus, ear);
    }

    /// <returns>The message's id, to say it again with.</returns>
    public async Task<Guid> Say(object message, Guid? id = null)
    {
        var messageId = id ?? NewId.NextGuid();
        await bus.Publish(message, message.GetType(), Pipe.Execute<PublishContext>(publish => publish.MessageId = messageId));
        return messageId;
    }

    /// <summary>All so far, as often as it came.</summary>
    public IReadOnlyCollection<(Guid? Id, object Message)> Deliveries => [.. ear.Messages];

    /// <summary>All so far that are such, one a message id.</summary>
    public IReadOnlyList<T> Heard<T>(Func<T, bool> which) =>
        [.. ear.Messages.Where(it => it.Message is T).DistinctBy(it => it.Id).Select(it => it.Message).OfType<T>().Where(which)];

    /// <summary>The first message heard, since the start, that is such.</summary>
    public Task<T> Hears<T>(Func<T, bool> which)
        where T : class => Eventually.Some(() => Task.FromResult(Heard(which).FirstOrDefault()), $"a {typeof(T).Name}");

    public async ValueTask DisposeAsync() => await bus.StopAsync();
}
