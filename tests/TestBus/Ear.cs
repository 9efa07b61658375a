using System.Collections.Concurrent;
using MassTransit;

namespace Logistics.TestBus;

/// <summary>What a test listens to.</summary>
public sealed class Ear
{
    private readonly ConcurrentQueue<(Guid? Id, object Message)> heard = new();
    private readonly List<Action<IReceiveEndpointConfigurator>> handlers = [];

    internal IEnumerable<(Guid? Id, object Message)> Messages => heard;

    public Ear For<T>()
        where T : class
    {
        handlers.Add(queue => queue.Handler<T>(context =>
        {
            heard.Enqueue((context.MessageId, context.Message));
            return Task.CompletedTask;
        }));
        return this;
    }

    internal void ListenOn(IReceiveEndpointConfigurator queue) => handlers.ForEach(handler => handler(queue));
}
