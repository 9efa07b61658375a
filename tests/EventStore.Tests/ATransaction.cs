using FluentAssertions;
using Xunit;

namespace Logistics.EventStore.Tests;

[Trait("Needs", "Servers")]
public sealed class ATransaction : IAsyncLifetime
{
    private Store store = null!;

    public async Task InitializeAsync() => store = await Store.Open(await Store.FreshDatabase());

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Answers_the_new_state_version_and_position()
    {
        var booked = await Transact(_ => Decision.Accept(Store.Booked()));
        var moved = await Transact(_ => Decision.Accept(Store.Moved("Hamm"), Store.Moved("Unna")));

        booked.Should().Be(new Transacted<Parcel>(new Parcel(1, 0, "nowhere"), 1, 1, null, false, null));
        moved.Should().Be(new Transacted<Parcel>(new Parcel(1, 2, "Unna"), 3, 3, null, false, null));
        (await store.Transactor.Load(Parcel.Stream, "A", default)).Should().Be((new Parcel(1, 2, "Unna"), 3));
    }

    [Fact]
    public async Task Decides_again_when_it_was_overtaken()
    {
        var decisions = 0;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Transact(state =>
        {
            Interlocked.Increment(ref decisions);
            return Decision.Accept(Store.Moved($"{state.Moves + 1}"));
        })));

        outcomes.Select(outcome => outcome.State.Moves).Should().BeEquivalentTo(Enumerable.Range(1, 8));
        decisions.Should().BeGreaterThan(8);
        var moves = await store.Log.Load("parcel-A", 0, default);
        moves.Select(e => ((ParcelMoved)e.Data).To).Should().Equal(Enumerable.Range(1, 8).Select(n => $"{n}"));
    }

    [Fact]
    public async Task Gives_up_a_stream_that_changes_every_time()
    {
        // Each decision is overtaken by an append of its own.
        var transact = () => Transact(_ =>
        {
            store.Append("parcel-A", null, Store.Moved("elsewhere")).Wait();
            return Decision.Accept(Store.Moved("here"));
        });
        await transact.Should().ThrowAsync<ContentionException>();
    }

    [Fact]
    public async Task That_is_refused_appends_nothing()
    {
        var refused = await Transact(_ => Decision.Refuse("not-booked", "Book it first."), new() { IdempotencyKey = "org:1" });

        refused.Refused.Should().Be(new Refusal("not-booked", "Book it first."));
        (await store.Log.Head(default)).Should().Be(0);
        (await store.Log.FindRepetition(new() { IdempotencyKey = "org:1" }, default)).Should().BeNull();
    }

    [Fact]
    public async Task With_nothing_to_do_succeeds_and_appends_nothing()
    {
        await Transact(_ => Decision.Accept(Store.Booked()));
        var nothing = await Transact(_ => Decision.Nothing);

        nothing.Should().Be(new Transacted<Parcel>(new Parcel(1, 0, "nowhere"), 1, 1, null, false, null));
    }

    [Fact]
    public async Task Repeated_with_its_key_gets_the_first_answer_though_the_decider_would_refuse()
    {
        var context = new CommandContext { IdempotencyKey = "org:1", RequestDigest = "d", Answer = "booked" };
        Decision Book(Parcel state) => state.Booked == 0 ? Decision.Accept(Store.Booked()) : Decision.Refuse("known", "Booked before.");

        await Transact(Book, context);
        var again = await Transact(Book, context);
        var reused = await Transact(Book, context with { RequestDigest = "e" });

        again.Should().Be(new Transacted<Parcel>(new Parcel(1, 0, "nowhere"), 1, 1, null, true, "booked"));
        reused.Refused!.Reason.Should().Be(Refusal.KeyReused);
    }

    [Fact]
    public async Task With_nothing_to_do_still_remembers_its_message()
    {
        var context = new CommandContext { Inbox = new("mover", Guid.NewGuid()) };
        await Transact(_ => Decision.Nothing, context);

        (await Transact(_ => Decision.Accept(Store.Moved("Hamm")), context)).Repeated.Should().BeTrue();
        (await store.Log.Head(default)).Should().Be(0);
    }

    [Fact]
    public async Task On_a_version_that_the_caller_saw_last_is_refused_when_stale()
    {
        await Transact(_ => Decision.Accept(Store.Booked()));

        var stale = await store.Transactor.Transact(
            Parcel.Stream, "A", _ => Decision.Accept(Store.Moved("Hamm")), CommandContext.None, default, expectedVersion: 0);
        stale.Refused!.Reason.Should().Be(Refusal.StaleVersion);
        var fresh = await store.Transactor.Transact(
            Parcel.Stream, "A", _ => Decision.Accept(Store.Moved("Hamm")), CommandContext.None, default, expectedVersion: 1);
        fresh.Version.Should().Be(2);
    }

    private Task<Transacted<Parcel>> Transact(Func<Parcel, Decision> decide, CommandContext? context = null)
        => store.Transactor.Transact(Parcel.Stream, "A", decide, context ?? CommandContext.None, default);
}
