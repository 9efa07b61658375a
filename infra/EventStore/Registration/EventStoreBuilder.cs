using Microsoft.Extensions.DependencyInjection;

namespace Logistics.EventStore;

/// <summary>What a service tells its event store: event names, upcasters, projections, subscriptions.</summary>
public sealed class EventStoreBuilder
{
    internal EventStoreBuilder(IServiceCollection services) => Services = services;

    /// <summary>A sleeping follower looks at the log this often even when nothing woke it. Default one second.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Callers that may wait for the append lane; a further one waits to get in. Default 10,000.</summary>
    public int LaneCapacity { get; set; } = 10_000;

    /// <summary>How long idempotency keys and inbox messages are kept. Default 30 days.</summary>
    public TimeSpan KeepRepetitions { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Folder of the keys for personal data and signed heads; by default the setting <c>Hub:Keys</c>.</summary>
    public string? KeyFolder { get; set; }

    /// <summary>How often the log's head is signed and exported, if there is news. Default one hour.</summary>
    public TimeSpan HeadInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Folder that signed heads are exported to; by default the setting <c>Hub:Heads</c>, else <c>heads</c> beside the keys' folder.</summary>
    public string? HeadFolder { get; set; }

    /// <summary>The stored names registered so far, old versions among them.</summary>
    public IReadOnlyCollection<string> StoredNames => [.. Types.ByName.Keys];

    internal IServiceCollection Services { get; }

    internal EventTypes Types { get; } = new();

    /// <summary>Registers an event by its stored name, <c>shipment-booked.v1</c>. The name is never changed or used again.</summary>
    public EventStoreBuilder Event<TEvent>(string storedName)
        where TEvent : class
    {
        Types.Add(storedName, typeof(TEvent));
        return this;
    }

    /// <summary>Turns an old version into a newer one on load. Both are registered with <see cref="Event{TEvent}"/> first.</summary>
    public EventStoreBuilder Upcast<TOld, TNew>(Func<TOld, TNew> upcast)
        where TOld : class
        where TNew : class
    {
        Types.AddUpcaster(typeof(TOld), old => upcast((TOld)old));
        return this;
    }

    /// <summary>Adds a projection; its tables are made at the next start and it catches up from the log's beginning.</summary>
    public EventStoreBuilder AddProjection<TProjection>()
        where TProjection : Projection
    {
        Services.AddSingleton<TProjection>();
        Services.AddSingleton<Projection>(services => services.GetRequiredService<TProjection>());
        return Follow(services => ActivatorUtilities.CreateInstance<ProjectionFollower>(services, services.GetRequiredService<TProjection>()));
    }

    /// <summary>Adds a subscription; a new one starts at the log's beginning.</summary>
    public EventStoreBuilder AddSubscription<TSubscription>()
        where TSubscription : Subscription
    {
        Services.AddSingleton<TSubscription>();
        Services.AddSingleton<Subscription>(services => services.GetRequiredService<TSubscription>());
        return Follow(services => ActivatorUtilities.CreateInstance<SubscriptionFollower>(services, services.GetRequiredService<TSubscription>()));
    }

    private EventStoreBuilder Follow(Func<IServiceProvider, IFollower> follower)
    {
        Services.AddSingleton<Microsoft.Extensions.Hosting.IHostedService>(
            services => ActivatorUtilities.CreateInstance<FollowerService>(services, follower(services)));
        return this;
    }
}
