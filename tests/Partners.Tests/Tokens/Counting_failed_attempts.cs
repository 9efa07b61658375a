using FluentAssertions;
using Logistics.Partners.Tests.Server;
using Logistics.Partners.Tokens;
using NodaTime;
using Xunit;

namespace Logistics.Partners.Tests.Tokens;

public sealed class Counting_failed_attempts
{
    private static readonly AttemptLimit Three = new(3, Duration.FromMinutes(1));
    private readonly AdjustableClock clock = new(Instant.FromUtc(2026, 3, 2, 8, 0));

    [Fact]
    public void The_limit_turns_a_name_away_and_no_other()
    {
        var attempts = Failed(new Attempts(Three, clock), "a", 3);

        attempts.IsTurnedAway("a").Should().BeTrue();
        attempts.IsTurnedAway("b").Should().BeFalse();
    }

    [Fact]
    public void It_ends_after_the_pause_and_counting_starts_anew()
    {
        var attempts = Failed(new Attempts(Three, clock), "a", 3);
        clock.Advance(Duration.FromMinutes(1));

        attempts.IsTurnedAway("a").Should().BeFalse();
        Failed(attempts, "a", 2).IsTurnedAway("a").Should().BeFalse();
        Failed(attempts, "a", 1).IsTurnedAway("a").Should().BeTrue();
    }

    [Fact]
    public void A_success_forgives_what_was_before()
    {
        var attempts = Failed(new Attempts(Three, clock), "a", 2);
        attempts.Succeeded("a");

        Failed(attempts, "a", 2).IsTurnedAway("a").Should().BeFalse();
    }

    [Fact]
    public void Names_beyond_the_bound_push_out_the_one_unseen_for_longest()
    {
        var attempts = new Attempts(Three, clock, capacity: 2);
        Failed(attempts, "old", 3);
        Failed(attempts, "young", 3);
        Failed(attempts, "newest", 1);

        attempts.IsTurnedAway("old").Should().BeFalse();
        attempts.IsTurnedAway("young").Should().BeTrue();
    }

    private static Attempts Failed(Attempts attempts, string name, int times)
    {
        for (var i = 0; i < times; i++) attempts.Failed(name);
        return attempts;
    }
}
