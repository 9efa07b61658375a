using Logistics.EventStore.Tests.Conformance;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Logistics.EventStore.Tests;

/// <summary>Our store before the conformance suite.</summary>
public sealed class OurStore : StoreFixture
{
    private string connection = "";
    private Store store = null!;

    public override Task<bool> WaitFor(string follower, long position) => store.Progress.WaitFor(follower, position, Soon, default);

    public override Task<TDoc?> Document<TDoc>(string id)
        where TDoc : class
        => store.Services.GetRequiredService<Documents>().Load<TDoc>(id, default);

    public override Task Rebuild(string projection) => store.Services.GetRequiredService<ProjectionRebuilder>().Rebuild(projection, default);

    protected override async Task CreateDatabase() => connection = await Store.FreshDatabase();

    protected override async Task<IEventLog> Open()
    {
        store = await Store.Start(
            connection, store => store.AddProjection<ParcelCards>().AddSubscription<Heard>(), services => services.AddSingleton(HeardEvents));
        return store.Log;
    }

    protected override async Task Close() => await store.DisposeAsync();
}

[Trait("Needs", "Servers")]
public sealed class OurAppends(OurStore store) : AppendConformance<OurStore>(store);

[Trait("Needs", "Servers")]
public sealed class OurLog(OurStore store) : LogConformance<OurStore>(store);

[Trait("Needs", "Servers")]
public sealed class OurFollowers(OurStore store) : FollowConformance<OurStore>(store);
