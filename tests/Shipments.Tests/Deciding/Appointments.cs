using FluentAssertions;
using Logistics.Shipments.Shipments;
using NodaTime;
using Xunit;

namespace Logistics.Shipments.Tests;

/// <summary>Local times in the nights when clocks change.</summary>
public sealed class Appointments
{
    [Fact]
    public void In_winter_and_summer_follow_the_zone()
    {
        At(2026, 1, 15, 12, 0).Should().Be(Instant.FromUtc(2026, 1, 15, 11, 0));
        At(2026, 7, 15, 12, 0).Should().Be(Instant.FromUtc(2026, 7, 15, 10, 0));
    }

    [Fact]
    public void In_the_hour_that_is_skipped_move_forward_by_the_gap() => At(2026, 3, 29, 2, 30).Should().Be(Instant.FromUtc(2026, 3, 29, 1, 30));

    [Fact]
    public void In_the_hour_that_occurs_twice_are_the_earlier_one() => At(2026, 10, 25, 2, 30).Should().Be(Instant.FromUtc(2026, 10, 25, 0, 30));

    private static Instant At(int year, int month, int day, int hour, int minute)
        => new Appointment(new(year, month, day, hour, minute), "Europe/Berlin").ToInstant();
}
