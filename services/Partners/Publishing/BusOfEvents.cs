using Logistics.Contracts;
using Logistics.EventStore;
using MassTransit;

namespace Logistics.Partners.Publishing;

/// <summary>A message is known by the event that it tells of.</summary>
internal static class BusOfEvents
{
    internal static Task Tell(this IBus bus, StoredEvent e, object message, CancellationToken ct)
        => bus.Publish(message, message.GetType(), Pipe.Execute<PublishContext>(publish => publish.MessageId = e.Id), ct);

    internal static Origin Origin(this StoredEvent e) => new(e.StreamId, e.Version, e.Position);
}
