using FluentAssertions;
using Logistics.Demo.World;
using NodaTime;
using Xunit;

namespace Logistics.Demo.Tests;

public sealed class Demo_timetables
{
    private static readonly LocalDate Monday = new(2026, 11, 23);

    public static TheoryData<double> Speeds => [1, 7.5, 12, 60];

    [Theory]
    [MemberData(nameof(Speeds))]
    public void Call_in_order_within_what_the_hub_takes(double speed)
    {
        foreach (var vehicle in Vehicle.All(speed))
        {
            vehicle.Stops.Should().HaveCountGreaterThanOrEqualTo(vehicle.Line.Stops.Length).And.HaveCountLessThanOrEqualTo(2000, vehicle.Id);
            foreach (var (before, stop) in vehicle.Stops.Zip(vehicle.Stops.Skip(1)))
            {
                stop.Arrival.Should().BeGreaterThan(before.Departure, vehicle.Id);
                stop.Hub.Should().NotBe(before.Hub, vehicle.Id);
            }

            vehicle.Stops.Should().OnlyContain(stop => stop.Departure <= 14 * 1440 && Places.Has(stop.Hub));
        }
    }

    [Theory]
    [MemberData(nameof(Speeds))]
    public void Are_the_same_at_every_start(double speed) =>
        Vehicle.All(speed).Select(Text).Should().Equal(Vehicle.All(speed).Select(Text));

    [Fact]
    public void Keep_local_shuttles_minutes_apart()
    {
        var leaving = Vehicle.All(12).Where(vehicle => vehicle.Line.Id == "wl-volme").SelectMany(vehicle => vehicle.Stops)
            .Where(stop => stop.Hub == "DEDTM").Select(stop => stop.Departure).Order().ToList();

        leaving.Zip(leaving.Skip(1), (a, b) => b - a).Max().Should().BeLessThanOrEqualTo(5);
    }

    [Fact]
    public void Put_a_holdup_on_every_call_it_covers_and_on_no_other()
    {
        var traffic = new Traffic(Vehicle.All(12));
        var vehicle = traffic.Vehicles[0];
        var plain = Times();
        traffic.Hold(vehicle, Monday, new Holdup(2, 4, 6));

        Times().Zip(plain, (late, planned) => (int)(late - planned).TotalMinutes).Should().Equal(0, 0, 6, 6, 0, 0);

        List<Instant> Times() => Enumerable.Range(0, 6).Select(call => traffic.Departure(vehicle, Monday, call)).ToList();
    }

    [Fact]
    public void Show_a_vehicle_between_its_calls()
    {
        var traffic = new Traffic(Vehicle.All(12));
        var ride = traffic.Next("DEDTM", "DEHAM", Vehicle.At(Monday, "DEDTM", 600), false)!;
        var middle = traffic.Departure(ride) + ((traffic.Arrival(ride) - traffic.Departure(ride)) / 2);

        var (latitude, longitude) = traffic.Position(ride, middle);

        latitude.Should().BeApproximately((Places.Of("DEDTM").Latitude + Places.Of("DEHAM").Latitude) / 2, 0.05);
        longitude.Should().BeApproximately((Places.Of("DEDTM").Longitude + Places.Of("DEHAM").Longitude) / 2, 0.05);
    }

    [Fact]
    public void Find_the_planned_run_again_even_when_it_is_late()
    {
        var traffic = new Traffic(Vehicle.All(12));
        var ride = traffic.Next("DEHAG", "DESGE", Vehicle.At(Monday, "DEHAG", 600), false)!;
        var planned = traffic.Departure(ride);
        traffic.Hold(ride.Vehicle, ride.Date, new Holdup(ride.From, ride.To + 1, 4));

        traffic.Planned(ride.Vehicle.Id, "DEHAG", "DESGE", planned).Should().Be(ride);
    }

    private static string Text(Vehicle vehicle) => $"{vehicle.Id}: {string.Join(", ", vehicle.Stops)}";
}
