using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;

namespace Logistics.EventStore.Marten;

/// <summary>One of our subscriptions, run by Marten's daemon: it moves the checkpoint after the handler returned.</summary>
public sealed class Handling<TSubscription> : SubscriptionBase
    where TSubscription : Subscription
{
    private readonly TSubscription subscription;

    public Handling(TSubscription subscription)
    {
        this.subscription = subscription;
        Name = subscription.Name;
        Options.BatchSize = subscription.PageSize;
        IncludeArchivedEvents = true;
    }

    /// <inheritdoc/>
    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        await subscription.Handle(StoredEvents.From(page.Events), cancellationToken);
        return NullChangeListener.Instance;
    }
}
