using FluentAssertions;
using Logistics.Routing.Etas.Learning;
using NodaTime;
using Xunit;
using static Logistics.Routing.Tests.Etas.Learning.Legs;

namespace Logistics.Routing.Tests.Etas.Learning;

public sealed class Times_of_legs
{
    [Fact]
    public void Untaught_is_the_base_time_with_a_band()
    {
        var told = LegTimeModel.Untaught.Estimate(Leg("DEDTM", "DEHAG"));

        told.P50.Should().BeApproximately(60, 1e-9);
        told.P80.Should().BeInRange(63, 70);
        told.P95.Should().BeInRange(told.P80, 80);
    }

    [Fact]
    public void Legs_of_a_corridor_move_it_the_more_the_more_there_are()
    {
        After(1).Should().BeInRange(62, 80);
        After(10).Should().BeInRange(80, 90);
        After(50).Should().BeInRange(87, 90);

        static double After(int legs) => Taught(legs, Leg("DEDTM", "DEHAG"), 90).Estimate(Leg("DEDTM", "DEHAG", 100)).P50;
    }

    [Fact]
    public void A_corridor_without_legs_follows_its_hubs_and_those_their_mode() =>
        Taught(20, Leg("DEDTM", "DEHAG"), 90).Estimate(Leg("DEDTM", "DELUE", 100)).P50.Should().BeInRange(72, 90);

    [Fact]
    public void One_breakdown_is_not_believed() =>
        LegTimeModel.Teach([.. Enumerable.Range(0, 20).Select(i => Leg("DEDTM", "DEHAG", i).Took(60)), Leg("DEDTM", "DEHAG", 21).Took(2000)], Nothing)
            .Estimate(Leg("DEDTM", "DEHAG", 100)).P50.Should().BeLessThan(64);

    [Fact]
    public void What_is_older_than_the_legs_speaks_for_the_corridor() =>
        LegTimeModel.Teach([], Nothing with { Histories = [new CorridorHistory("DEDTM", "DEHAG", "road", 12, 1.5, 60, 50)] })
            .Estimate(Leg("DEDTM", "DEHAG")).P50.Should().BeInRange(87, 90);

    [Fact]
    public void Bands_hold_what_they_say_on_legs_not_seen()
    {
        int[] seeds = [1, 2, 3];

        var judged = seeds.Select(Judge).Aggregate(default(Judgement), Judgement.Plus);

        judged.Coverage80.Should().BeInRange(0.76, 0.84, "seeds {0}", seeds);
        judged.Coverage95.Should().BeInRange(0.93, 0.975, "seeds {0}", seeds);
        judged.MeanAbsoluteError.Should().BeLessThan(0.97 * judged.BaselineMeanAbsoluteError, "seeds {0}", seeds);

        static Judgement Judge(int seed) => RollingOrigin.Judge(
            Synthetic(2000, seed), Nothing, [Monday + Duration.FromHours(200)], BoostSettings.Default with { Bags = 1, Trees = 100 });
    }

    [Theory]
    [InlineData(3)]
    public void Quantiles_never_cross(int seed)
    {
        var legs = Synthetic(700, seed, 0.5);
        var model = LegTimeModel.Teach(legs, Nothing, BoostSettings.Default with { Bags = 1 });

        legs.Select(leg => model.Estimate(leg.Leg)).Should().OnlyContain(
            told => told.P50 > 0 && told.P50 <= told.P80 && told.P80 <= told.P95, "seed {0}", seed);
    }

    [Fact]
    public void The_same_legs_teach_the_same_model_in_any_order()
    {
        var legs = Synthetic(400, 4);
        var settings = BoostSettings.Default with { Trees = 20, Bags = 1 };

        var (one, other) = (LegTimeModel.Teach(legs, Nothing, settings), LegTimeModel.Teach(legs.Reverse().ToList(), Nothing, settings));

        legs.Should().OnlyContain(leg => Math.Abs(one.Estimate(leg.Leg).P95 - other.Estimate(leg.Leg).P95) < 1e-6);
    }

    private static LegTimeModel Taught(int legs, LegQuestion leg, double minutes) =>
        LegTimeModel.Teach(Enumerable.Range(0, legs).Select(_ => leg.Took(minutes)).ToList(), Nothing);
}
