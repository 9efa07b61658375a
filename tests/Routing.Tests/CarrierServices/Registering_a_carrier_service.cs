using Logistics.EventStore;
using Logistics.Routing.CarrierServices;
using Logistics.Specs;
using NodaTime;
using Xunit;

namespace Logistics.Routing.Tests.CarrierServices;

public sealed class Registering_a_carrier_service
{
    private static readonly ServiceDetails Line = SmallNetwork.Service(("DEDTM", "06:00"), ("DEHAG", "06:30"), ("DELUE", "07:10"));

    [Fact]
    public void The_first_time_makes_it_known() => Given().When(Register(Line)).Then(new CarrierServiceRegistered("line-1", Line));

    [Fact]
    public void Again_with_the_same_timetable_records_nothing() => Given(new CarrierServiceRegistered("line-1", Line))
        .When(Register(Line with { Calls = [.. Line.Calls], Weekdays = [.. Line.Weekdays] }))
        .ThenNothing();

    [Fact]
    public void With_another_timetable_revises_it() => Given(new CarrierServiceRegistered("line-1", Line))
        .When(Register(Line with { CapacityKg = 2000 }))
        .Then(new CarrierServiceRevised("line-1", Line with { CapacityKg = 2000 }));

    [Fact]
    public void Of_another_carrier_is_refused() => Given(new CarrierServiceRegistered("line-1", Line))
        .When(Register(Line with { CarrierId = "org-other" }))
        .ThenRefused("service-id-taken");

    [Fact]
    public void Needs_two_calls() => Given().When(Register(Line with { Calls = [Line.Calls[0]] })).ThenRefused("too-few-calls");

    [Fact]
    public void Needs_known_hubs() => Given()
        .When(Register(SmallNetwork.Service(("DEDTM", "06:00"), ("DENIL", "07:00"))))
        .ThenRefused("unknown-hub");

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 1 })]
    public void Needs_a_day_to_operate_on(int[] weekdays)
    {
        var tuesday = SmallNetwork.Monday.PlusDays(1);
        Given()
            .When(Register(Line with { Weekdays = weekdays, ValidFrom = tuesday, ValidTo = tuesday.PlusDays(2) }))
            .ThenRefused("no-operating-days");
    }

    [Fact]
    public void Calls_one_after_the_other() => Given()
        .When(Register(SmallNetwork.Service(("DEDTM", "06:00"), ("DEHAG", "06:00"))))
        .ThenRefused("calls-out-of-order");

    [Fact]
    public void Does_not_leave_before_it_arrives() => Given()
        .When(Register(Line with { Calls = [Line.Calls[0], new Call("DEHAG", 400, 390), Line.Calls[2]] }))
        .ThenRefused("calls-out-of-order");

    [Fact]
    public void Local_times_of_two_zones_are_compared_as_instants() => Given()
        .When(Register(SmallNetwork.Service(("GBLON", "06:00"), ("DEDTM", "06:30"))))
        .ThenRefused("calls-out-of-order");

    private static Func<CarrierService, Decision> Register(ServiceDetails details) =>
        service => CarrierServiceDecider.Register(service, "line-1", details, Zone);

    private static DateTimeZone? Zone(string hubId) => hubId switch
    {
        "DEDTM" or "DEHAG" or "DELUE" => DateTimeZoneProviders.Tzdb["Europe/Berlin"],
        "GBLON" => DateTimeZoneProviders.Tzdb["Europe/London"],
        _ => null,
    };

    private static Given<CarrierService> Given(params object[] events) => new(CarrierServiceDecider.Stream, events);
}
