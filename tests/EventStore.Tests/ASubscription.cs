using System.Collections.Concurrent;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Logistics.EventStore.Tests;

[Trait("Needs", "Servers")]
public sealed class ASubscription
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Handles_everything_in_order_and_at_least_once_across_failures()
    {
        var outside = new Outside { FailAt = 13, Failures = 3 };
        await using var store = await Store.Start(
            await Store.FreshDatabase(), store => store.AddSubscription<Publisher>(), services => services.AddSingleton(outside));
        for (var n = 0; n < 40; n++) await store.Append($"parcel-{n}", 0, Store.Moved("Hamm"));

        (await store.Progress.WaitFor("Publisher", 40, Soon, default)).Should().BeTrue();
        outside.Handled.Distinct().Should().Equal(Enumerable.Range(1, 40).Select(n => (long)n), "each one's first time is in order");
        outside.Failures.Should().Be(0);
    }

    [Fact]
    public async Task Goes_on_after_a_restart_where_it_was()
    {
        var connection = await Store.FreshDatabase();
        var outside = new Outside();
        for (var run = 1; run <= 2; run++)
        {
            await using var store = await Store.Start(
                connection, store => store.AddSubscription<Publisher>(), services => services.AddSingleton(outside));
            var position = await store.Append("parcel-A", null, Store.Moved("Hamm"), Store.Moved("Unna"));
            (await store.Progress.WaitFor("Publisher", position, Soon, default)).Should().BeTrue();
        }

        outside.Handled.Should().Equal(1, 2, 3, 4);
    }

    [Fact]
    public async Task Republishes_from_a_position_on_command()
    {
        var outside = new Outside();
        await using var store = await Store.Start(await Store.FreshDatabase(), Often, services => services.AddSingleton(outside));
        await store.Append("parcel-A", null, Store.Moved("Hamm"), Store.Moved("Unna"), Store.Moved("Olpe"));
        (await store.Progress.WaitFor("Publisher", 3, Soon, default)).Should().BeTrue();

        (await store.Services.RunStoreCommand(["republish", "Publisher", "1"])).Should().Be(0);
        (await store.Services.RunStoreCommand(["republish", "Nobody", "1"])).Should().Be(2);
        await Store.Until(() => Task.FromResult(outside.Handled.Count(position => position == 3) == 2), "the second time, though nothing is appended");
        await store.Append("parcel-A", null, Store.Moved("Hagen"));
        await Store.Until(async () => await store.Progress.Position("Publisher", default) == 4, "the end");
        outside.Handled.Distinct().Should().Equal(1, 2, 3, 4);
        outside.Handled.Count(position => position == 1).Should().Be(1);
    }

    [Fact]
    public async Task Is_never_sent_forward()
    {
        await using var store = await Store.Start(await Store.FreshDatabase(), Often, services => services.AddSingleton(new Outside()));
        await store.Append("parcel-A", null, Store.Moved("Hamm"), Store.Moved("Unna"));
        (await store.Progress.WaitFor("Publisher", 2, Soon, default)).Should().BeTrue();

        (await store.Services.RunStoreCommand(["republish", "Publisher", "3"])).Should().Be(2);
        (await store.Progress.Position("Publisher", default)).Should().Be(2);
    }

    private static void Often(EventStoreBuilder store) => store.AddSubscription<Publisher>().PollInterval = TimeSpan.FromMilliseconds(50);

    private sealed class Outside
    {
        internal ConcurrentQueue<long> Handled { get; } = new();

        internal long FailAt { get; init; }

        internal int Failures { get; set; }
    }

    private sealed class Publisher(Outside outside) : Subscription
    {
        public override string Name => "Publisher";

        public override Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
        {
            foreach (var e in batch)
            {
                if (e.Position == outside.FailAt && outside.Failures > 0)
                {
                    outside.Failures--;
                    throw new InvalidOperationException("The broker is away.");
                }

                outside.Handled.Enqueue(e.Position);
            }

            return Task.CompletedTask;
        }
    }
}
