using Logistics.EventStore;
using MassTransit;

namespace Logistics.Routing.Publishing;

/// <summary>Tells the other services of plans and estimates.</summary>
internal sealed class RoutingPublisher(IBus bus) : Subscription
{
    public override string Name => "RoutingPublisher";

    public override async Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
    {
        foreach (var e in batch)
        {
            if (Mapping.MessageOf(e) is { } message) await bus.Publish(message, message.GetType(), publish => publish.MessageId = e.Id, ct);
        }
    }
}
