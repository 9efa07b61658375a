using FluentAssertions;
using Logistics.Routing.Etas;
using NodaTime;
using Xunit;

namespace Logistics.Routing.Tests.Etas;

public sealed class Driving_times
{
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(270, 0, 0, 270)]
    [InlineData(271, 1, 0, 316)]
    [InlineData(540, 1, 0, 585)]
    public void A_break_follows_four_and_a_half_hours(int driving, int breaks, int rests, int elapsed) =>
        DrivingTimes.Of(Duration.FromMinutes(driving)).Should().Match<Drive>(
            drive => drive.Breaks == breaks && drive.Rests == rests && drive.Elapsed == Duration.FromMinutes(elapsed));

    [Theory]
    [InlineData(541, 1)]
    [InlineData(1080, 1)]
    [InlineData(1081, 2)]
    public void A_rest_follows_nine_hours(int driving, int rests) =>
        DrivingTimes.Of(Duration.FromMinutes(driving)).Rests.Should().Be(rests);

    [Fact]
    public void The_rest_is_a_break_as_well() =>
        DrivingTimes.Of(Duration.FromHours(13.5)).Should().Be(new Drive(Duration.FromHours(13.5), 1, 1));

    [Fact]
    public void An_extended_day_saves_the_rest()
    {
        DrivingTimes.Of(Duration.FromHours(10)).Elapsed.Should().Be(Duration.FromHours(10 + 11) + Duration.FromMinutes(45));
        DrivingTimes.Of(Duration.FromHours(10), extensions: 1).Elapsed.Should().Be(Duration.FromHours(10) + Duration.FromMinutes(90));
    }

    [Fact]
    public void An_extension_that_saves_nothing_is_kept() =>
        DrivingTimes.Of(Duration.FromHours(12), extensions: 1).Should().Be(DrivingTimes.Of(Duration.FromHours(12)));

    [Fact]
    public void Two_extended_days_save_a_rest_in_twenty_hours() =>
        DrivingTimes.Of(Duration.FromHours(20), extensions: 2).Rests.Should().Be(1);

    [Fact]
    public void Driving_longer_never_ends_earlier_nor_breaks_a_limit()
    {
        foreach (var extensions in new[] { 0, 1, 2 })
        {
            var drives = Enumerable.Range(0, 4000).Select(minutes => DrivingTimes.Of(Duration.FromMinutes(minutes), extensions)).ToList();
            drives.Select(drive => drive.Elapsed).Should().BeInAscendingOrder();
            drives.Should().OnlyContain(drive => drive.Driving <= (DrivingTimes.Day * (drive.Rests + 1)) + Duration.FromHours(extensions));
        }
    }
}
