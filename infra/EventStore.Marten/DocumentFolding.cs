using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;

namespace Logistics.EventStore.Marten;

/// <summary>
/// One of our document projections, run by Marten's daemon: the documents are committed with its progress. Not a Marten
/// projection, because those want a source generator and partial classes.
/// </summary>
public sealed class DocumentFolding<TProjection, TDoc> : SubscriptionBase
    where TProjection : DocumentProjection<TDoc>
    where TDoc : class
{
    private readonly TProjection projection;

    public DocumentFolding(TProjection projection)
    {
        this.projection = projection;
        Name = projection.Name;
        Version = (uint)projection.Version;
        IncludeArchivedEvents = true;
    }

    /// <inheritdoc/>
    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        var folded = new Dictionary<string, TDoc?>();
        foreach (var e in StoredEvents.From(page.Events))
        {
            if (projection.DocumentOf(e) is not { } id) continue;
            var doc = folded.TryGetValue(id, out var known) ? known : await operations.LoadAsync<TDoc>(id, cancellationToken);
            folded[id] = projection.Fold(doc, e);
        }

        foreach (var (id, doc) in folded)
        {
            if (doc is null) operations.Delete<TDoc>(id);
            else operations.Store(doc);
        }

        return NullChangeListener.Instance;
    }
}
