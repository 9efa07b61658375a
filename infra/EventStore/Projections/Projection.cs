using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// A read model that follows the log. Its commands and its checkpoint are committed together; one process at a time runs it.
/// An event that it throws on stops it and raises an alarm: it is never skipped. Raise <see cref="Version"/> when the tables or
/// the meaning change: the next start builds the new version beside the old one and switches.
/// </summary>
public abstract class Projection
{
    /// <summary>Stable and unique within the service, for example <c>ShipmentList</c>.</summary>
    public abstract string Name { get; }

    /// <summary>From 1.</summary>
    public virtual int Version => 1;

    /// <summary>
    /// DDL with unqualified names: tables, their indexes, policies and grants; nothing else (functions and views would not move
    /// along when a rebuild is switched in).
    /// </summary>
    public abstract string Schema { get; }

    /// <summary>The tables that <see cref="Schema"/> makes, unqualified.</summary>
    public abstract IReadOnlyList<string> Tables { get; }

    /// <summary>
    /// Of a table that retention takes rows from: a condition that rows fulfil which a rebuild must have too, by column names and
    /// the live tables in <c>public</c>. Null: all of them.
    /// </summary>
    public virtual string? Comparable(string table) => null;

    /// <summary>Adds this event's commands to the batch, unqualified names again; ignores event types it does not know.</summary>
    public abstract void Apply(StoredEvent e, NpgsqlBatch batch);

    /// <summary>
    /// Adds a page's commands to the batch. Overridden where the commands depend on what is stored: <paramref name="connection"/>
    /// is for reading that, and the batch is all that may write.
    /// </summary>
    protected internal virtual Task Stage(IReadOnlyList<StoredEvent> page, NpgsqlConnection connection, NpgsqlBatch batch, CancellationToken ct)
    {
        foreach (var e in page) Apply(e, batch);
        return Task.CompletedTask;
    }
}
