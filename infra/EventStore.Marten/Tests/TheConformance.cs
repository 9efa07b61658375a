using JasperFx.Events.Projections;
using Logistics.EventStore.Marten;
using Logistics.EventStore.Tests;
using Logistics.EventStore.Tests.Conformance;
using Logistics.Local;
using Marten;
using Marten.Events.Daemon.Coordination;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Logistics.EventStore.Marten.Tests;

/// <summary>The port over Marten before the conformance suite.</summary>
public sealed class MartenStore : StoreFixture
{
    private string connection = "";
    private IHost host = null!;

    public override async Task<bool> WaitFor(string follower, long position)
    {
        using var deadline = new CancellationTokenSource(Soon);
        while (await Store.Advanced.ProjectionProgressFor(new ShardName(follower), token: default) < position)
        {
            if (deadline.IsCancellationRequested) return false;
            await Task.Delay(20, CancellationToken.None);
        }

        return true;
    }

    public override async Task<TDoc?> Document<TDoc>(string id)
        where TDoc : class
    {
        await using var session = Store.QuerySession();
        return await session.LoadAsync<TDoc>(id);
    }

    public override async Task Rebuild(string projection)
    {
        await Store.Advanced.Clean.DeleteDocumentsByTypeAsync(typeof(ParcelCard));
        await host.Services.GetRequiredService<IProjectionCoordinator>().DaemonForMainDatabase().RewindSubscriptionAsync(projection, default);
    }

    protected override async Task CreateDatabase() => connection = await TestServers.FreshDatabase("marten");

    protected override async Task<IEventLog> Open()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(HeardEvents);
        builder.Services.AddMartenEventStore(connection, store =>
        {
            store.Event<ParcelBooked>("parcel-booked.v1").Event<ParcelMoved>("parcel-moved.v1");
            store.Event<ParcelLabelled>("parcel-labelled.v1").Event<ParcelLabelledTwice>("parcel-labelled.v2");
            store.Upcast<ParcelLabelled, ParcelLabelledTwice>(old => new(old.Parcel, old.Label, "unknown"));
            store.Event<ParcelAddressed>("parcel-addressed.v1");
            store.AddProjection<ParcelCards, ParcelCard>().AddSubscription<Heard>();
        });
        host = builder.Build();
        await host.StartAsync();
        return host.Services.GetRequiredService<IEventLog>();
    }

    protected override async Task Close()
    {
        await host.StopAsync();
        host.Dispose();
    }

    private IDocumentStore Store => host.Services.GetRequiredService<IDocumentStore>();
}

[Trait("Needs", "Servers")]
public sealed class MartensAppends(MartenStore store) : AppendConformance<MartenStore>(store);

[Trait("Needs", "Servers")]
public sealed class MartensLog(MartenStore store) : LogConformance<MartenStore>(store);

[Trait("Needs", "Servers")]
public sealed class MartensFollowers(MartenStore store) : FollowConformance<MartenStore>(store);
