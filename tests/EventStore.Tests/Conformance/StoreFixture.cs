using Xunit;

namespace Logistics.EventStore.Tests.Conformance;

/// <summary>
/// A store behind the port, for the conformance suite: one database of its own, events of parcels registered by their stored
/// names, <see cref="ParcelCards"/> and <see cref="Heard"/> following. A class of tests shares it, with streams of their own.
/// </summary>
public abstract class StoreFixture : IAsyncLifetime
{
    internal static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    /// <summary>The port.</summary>
    public IEventLog Log { get; private set; } = null!;

    /// <summary>What the subscription heard, over restarts.</summary>
    public HeardEvents HeardEvents { get; } = new();

    public async Task InitializeAsync()
    {
        await CreateDatabase();
        Log = await Open();
    }

    public virtual Task DisposeAsync() => Close();

    /// <summary>As a process does that ends and starts again.</summary>
    public async Task Restart()
    {
        await Close();
        Log = await Open();
    }

    /// <summary>Waits until <c>ParcelCards</c> or <c>Heard</c> took in a position.</summary>
    public abstract Task<bool> WaitFor(string follower, long position);

    /// <summary>What a document projection wrote.</summary>
    public abstract Task<TDoc?> Document<TDoc>(string id)
        where TDoc : class;

    /// <summary>Rebuilds a projection from the log's beginning.</summary>
    public abstract Task Rebuild(string projection);

    protected abstract Task CreateDatabase();

    protected abstract Task<IEventLog> Open();

    protected abstract Task Close();
}
