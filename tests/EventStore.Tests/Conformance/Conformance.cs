using FluentAssertions;
using NodaTime;
using Xunit;

namespace Logistics.EventStore.Tests.Conformance;

/// <summary>What every part of the suite uses.</summary>
public abstract class Conformance<TFixture>(TFixture store) : IClassFixture<TFixture>
    where TFixture : StoreFixture
{
    protected TFixture Store { get; } = store;

    protected IEventLog Log => Store.Log;

    /// <summary>A stream of this test's own.</summary>
    protected string Id { get; } = Guid.NewGuid().ToString("N");

    protected string Stream => Parcel.Stream.IdOf(Id);

    protected ParcelBooked Booked => new(new(Id), "fragile", Instant.FromUtc(2026, 5, 3, 10, 20, 30));

    protected ParcelMoved Moved(string to) => new(new(Id), to, 12.5m);

    protected Task<AppendOutcome> Append(long? expected, params object[] events) => Append(Stream, expected, CommandContext.None, events);

    protected Task<AppendOutcome> Append(string stream, long? expected, CommandContext context, params object[] events)
        => Log.Append([new(stream, Parcel.Stream.Name, expected, events)], context, default);

    protected static long Position(AppendOutcome outcome) => outcome.Should().BeOfType<AppendOutcome.Appended>().Which.Position;
}
