using FluentAssertions;
using Xunit;

namespace Logistics.EventStore.Tests;

[Trait("Needs", "Servers")]
public sealed class ARepeatedAppend : IAsyncLifetime
{
    private Store store = null!;

    public async Task InitializeAsync() => store = await Store.Open(await Store.FreshDatabase());

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Is_answered_with_the_position_of_its_last_event_as_the_first_time()
    {
        await store.Append("parcel-X", 0, Store.Booked());
        var contexts = Enumerable.Range(0, 30).Select(n => n % 3 == 2
            ? new CommandContext { Inbox = new("booker", Guid.NewGuid()) }
            : new CommandContext { IdempotencyKey = $"org:{n}" }).ToList();
        // Every fifth is stale, every seventh has no events.
        Task<AppendOutcome> Append(int n) => store.Log.Append(
            n % 7 == 6 ? [] : [new($"parcel-{n}", "parcel", n % 5 == 4 ? 9 : null, [.. Enumerable.Repeat(Store.Booked(), 1 + (n % 4))])], contexts[n], default);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(Append));

        for (var n = 0; n < 30; n++)
        {
            if (n % 7 != 6 && n % 5 == 4)
            {
                outcomes[n].Should().Be(new AppendOutcome.VersionConflict($"parcel-{n}", 0));
                continue;
            }

            var position = ((AppendOutcome.Appended)outcomes[n]).Position;
            if (n % 7 != 6) (await store.Log.Load($"parcel-{n}", 0, default))[^1].Position.Should().Be(position);
            (await Append(n)).Should().Be(new AppendOutcome.Repeated(position, null));
        }
    }

    [Fact]
    public async Task With_a_known_key_gets_the_first_answer()
    {
        var context = new CommandContext { IdempotencyKey = "org:1", RequestDigest = "d", Answer = "{\"id\":\"A\"}" };
        IReadOnlyList<StreamAppend> streams = [new("parcel-A", "parcel", 0, [Store.Booked()])];

        (await store.Log.Append(streams, context, default)).Should().Be(new AppendOutcome.Appended(1));
        await store.Append("parcel-B", 0, Store.Booked());
        (await store.Log.Append(streams, context, default)).Should().Be(new AppendOutcome.Repeated(1, "{\"id\":\"A\"}"));
        (await store.Log.FindRepetition(context, default)).Should().Be(new AppendOutcome.Repeated(1, "{\"id\":\"A\"}"));
        (await store.Log.Head(default)).Should().Be(2);
    }

    [Fact]
    public async Task With_the_key_of_another_request_is_told_so()
    {
        var context = new CommandContext { IdempotencyKey = "org:1", RequestDigest = "d" };
        await store.Log.Append([new("parcel-A", "parcel", 0, [Store.Booked()])], context, default);

        var other = context with { RequestDigest = "e" };
        (await store.Log.Append([new("parcel-B", "parcel", 0, [Store.Booked()])], other, default)).Should().BeOfType<AppendOutcome.KeyReused>();
        (await store.Log.FindRepetition(other, default)).Should().BeOfType<AppendOutcome.KeyReused>();
        (await store.Log.Head(default)).Should().Be(1);
    }

    [Fact]
    public async Task With_one_key_many_times_at_once_is_done_once()
    {
        var context = new CommandContext { IdempotencyKey = "org:1", RequestDigest = "d" };
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(n =>
            store.Log.Append([new($"parcel-{n}", "parcel", 0, [Store.Booked()])], context, default)));

        outcomes.OfType<AppendOutcome.Appended>().Should().ContainSingle();
        outcomes.OfType<AppendOutcome.Repeated>().Should().HaveCount(39);
        (await store.Log.Head(default)).Should().Be(1);
    }

    [Fact]
    public async Task From_a_known_message_has_no_second_effect()
    {
        var message = new InboxMessage("booker", Guid.NewGuid());
        var context = new CommandContext { Inbox = message };
        IReadOnlyList<StreamAppend> streams = [new("parcel-A", "parcel", null, [Store.Booked()])];

        (await store.Log.Append(streams, context, default)).Should().Be(new AppendOutcome.Appended(1));
        (await store.Log.Append(streams, context, default)).Should().Be(new AppendOutcome.Repeated(1, null));
        (await store.Log.FindRepetition(context, default)).Should().Be(new AppendOutcome.Repeated(1, null));
        var another = new CommandContext { Inbox = message with { Consumer = "weigher" } };
        (await store.Log.Append(streams, another, default)).Should().Be(new AppendOutcome.Appended(2));
    }

    [Fact]
    public async Task Without_events_records_only_its_key()
    {
        await store.Append("parcel-A", 0, Store.Booked());
        var context = new CommandContext { IdempotencyKey = "org:1", RequestDigest = "d", Answer = "nothing to do" };

        (await store.Log.Append([], context, default)).Should().Be(new AppendOutcome.Appended(1));
        (await store.Log.Append([], context, default)).Should().Be(new AppendOutcome.Repeated(1, "nothing to do"));
    }
}
