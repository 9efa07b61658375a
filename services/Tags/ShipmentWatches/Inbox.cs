using Logistics.EventStore;
using MassTransit;

namespace Logistics.Tags.ShipmentWatches;

/// <summary>A message takes effect once, whatever the bus repeats.</summary>
internal static class Inbox
{
    internal static CommandContext Of(ConsumeContext context, string consumer)
    {
        var id = context.MessageId ?? throw new ArgumentException("The message has no id: it cannot be told from its repetition.", nameof(context));
        return new() { Inbox = new(consumer, id), CausationId = id.ToString(), CorrelationId = context.CorrelationId?.ToString(), Actor = "bus" };
    }
}
