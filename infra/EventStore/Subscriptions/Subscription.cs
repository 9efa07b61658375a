namespace Logistics.EventStore;

/// <summary>
/// A follower with effects outside the database, such as publishing: at least once, in order, one process at a time. The
/// checkpoint moves after the handler returned. A handler that throws is called again with the same events, later and later, and
/// the service's health says so; events are never skipped.
/// </summary>
public abstract class Subscription
{
    /// <summary>Stable and unique within the service, for example <c>ShipmentPublisher</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Most events a call gets.</summary>
    public virtual int PageSize => 500;

    /// <summary>Handles events in order; must bear seeing some again.</summary>
    public abstract Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct);
}
