using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Logistics.EventStore.Marten;

/// <summary>Event names, upcasters, document projections, subscriptions. Projections with SQL of their own stay with our store.</summary>
public sealed class MartenEventStoreBuilder
{
    private readonly IServiceCollection services;

    internal MartenEventStoreBuilder(IServiceCollection services) => this.services = services;

    internal List<Action<StoreOptions>> Store { get; } = [];

    internal List<Action<MartenServiceCollectionExtensions.MartenConfigurationExpression>> Followers { get; } = [];

    internal EventNames Names { get; } = new();

    /// <summary>Registers an event by its stored name.</summary>
    public MartenEventStoreBuilder Event<TEvent>(string storedName)
        where TEvent : class
    {
        Names.Add(storedName, typeof(TEvent));
        Store.Add(options => options.Events.MapEventType<TEvent>(storedName));
        return this;
    }

    /// <summary>Turns an old version into a newer one on load; both are registered first. Marten does not chain them: go to the newest.</summary>
    public MartenEventStoreBuilder Upcast<TOld, TNew>(Func<TOld, TNew> upcast)
        where TOld : class
        where TNew : class
    {
        var storedName = Names.Retire(typeof(TOld));
        Store.Add(options => options.Events.Upcast<TOld, TNew>(storedName, upcast));
        return this;
    }

    /// <summary>Adds a document projection; its documents are Marten's, and <typeparamref name="TDoc"/> has a string member Id.</summary>
    public MartenEventStoreBuilder AddProjection<TProjection, TDoc>()
        where TProjection : DocumentProjection<TDoc>
        where TDoc : class
    {
        services.AddSingleton<TProjection>();
        Followers.Add(marten => marten.AddSubscriptionWithServices<DocumentFolding<TProjection, TDoc>>(ServiceLifetime.Singleton));
        return this;
    }

    /// <summary>Adds a subscription; a new one starts at the log's beginning.</summary>
    public MartenEventStoreBuilder AddSubscription<TSubscription>()
        where TSubscription : Subscription
    {
        services.AddSingleton<TSubscription>();
        Followers.Add(marten => marten.AddSubscriptionWithServices<Handling<TSubscription>>(ServiceLifetime.Singleton));
        return this;
    }
}

/// <summary>Which events may be appended: registered ones, newest versions.</summary>
internal sealed class EventNames
{
    private readonly Dictionary<Type, string> names = [];
    private readonly HashSet<Type> retired = [];

    internal void Add(string name, Type type) => names.Add(type, name);

    internal string Retire(Type old)
    {
        retired.Add(old);
        return names[old];
    }

    internal void Check(object e)
    {
        if (!names.ContainsKey(e.GetType())) throw new ArgumentException($"{e.GetType().Name} is not a registered event.");
        if (retired.Contains(e.GetType())) throw new ArgumentException($"{e.GetType().Name} is an old version; append the newest.");
    }
}
