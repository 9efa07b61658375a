using FluentAssertions;
using Logistics.Routing.Planning;
using Logistics.Routing.Roads;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Xunit;
using static Logistics.Routing.Tests.Roads.RoadSamples;
using static Logistics.Routing.Tests.SmallNetwork;

namespace Logistics.Routing.Tests.Roads;

public sealed class Asking_a_routing_engine : IAsyncLifetime
{
    private readonly Time time = new();
    private LocalEngine engine = null!;

    public async Task InitializeAsync() => engine = await LocalEngine.Start();

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Theory]
    [InlineData("osrm")]
    [InlineData("valhalla")]
    public async Task Measures_road_legs_as_it_says(string kind)
    {
        var plan = await Plan(Engine(kind), FromDoorToDoor("06:00"));

        plan.Legs[0].Road.Should().Be(new RoadDrive(9, 9, 0, 0, kind), "3 and 6 hundredths of a degree are 9 km");
        plan.Explanation.Should().Contain($"9 km ({kind}), 9 min at the wheel.").And.NotContain("great circle");
    }

    [Fact]
    public async Task Asks_once_for_all_ways_of_a_question_and_keeps_what_it_is_told()
    {
        var roads = Engine("osrm");

        await Plan(roads, FromDoorToDoor("06:00"));
        await Plan(roads, FromDoorToDoor("07:00"));
        engine.Asked.Should().Be(1);
        time.Now += Duration.FromHours(25);
        await Plan(roads, FromDoorToDoor("06:00"));

        engine.Asked.Should().Be(2);
    }

    [Fact]
    public async Task Drives_nowhere_that_no_road_leads()
    {
        engine.IslandsFrom = 51.4;

        // Dortmund and the works are on the island, Lüdenscheid and the shop are not: the line joins them.
        var plan = await Plan(Engine("osrm"), FromDoorToDoor("06:00") with { Roads = RoadUse.Freely });

        plan.Legs.Select(leg => leg.ServiceId).Should().Equal("h1", "line", "h1");
    }

    [Fact]
    public async Task Waits_no_longer_than_is_set()
    {
        engine.Misbehave = async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };
        var roads = Engine("osrm", timeout: 60);

        (await Plan(roads, FromDoorToDoor("06:00"))).Explanation.Should()
            .Contain("Distances are the great circle's, because the routing engine did not answer within 60 ms.");
    }

    [Fact]
    public async Task Leaves_it_alone_for_a_while_when_it_is_silent()
    {
        engine.Misbehave = context =>
        {
            context.Response.StatusCode = 503;
            return Task.FromResult(true);
        };
        var roads = Engine("osrm");
        await Plan(roads, FromDoorToDoor("06:00"));
        await Plan(roads, FromDoorToDoor("06:00"));
        engine.Asked.Should().Be(1);

        engine.Misbehave = _ => Task.FromResult(false);
        time.Now += Duration.FromSeconds(31);
        (await Plan(roads, FromDoorToDoor("06:00"))).Legs[0].Road!.Source.Should().Be("osrm");
    }

    [Theory]
    [InlineData(500, "{}", "answered HTTP 500")]
    [InlineData(200, "{\"code\":\"NoTable\"}", "it says NoTable")]
    [InlineData(200, "{\"code\":\"Ok\",\"durations\":[[1]],\"distances\":[[1]]}", "is not understood")]
    [InlineData(200, "{\"code\":\"Ok\",\"durations\":[[-5,-5,-5],[-5,-5,-5],[-5,-5,-5]],\"distances\":[[1,1,1],[1,1,1],[1,1,1]]}", "says what no road can be")]
    [InlineData(200, "<html>", "is not understood")]
    public async Task Falls_back_to_the_great_circle_and_says_why(int status, string body, string why)
    {
        engine.Misbehave = async context =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body);
            return true;
        };

        var plan = await Plan(Engine("osrm"), FromDoorToDoor("06:00"));

        plan.Legs[0].Road!.Source.Should().Be("great-circle");
        plan.Explanation.Should().Contain(why);
    }

    [Fact]
    public async Task Reads_no_endless_answer()
    {
        engine.Misbehave = async context =>
        {
            var part = new byte[64 * 1024];
            for (var i = 0; i < 1000; i++) await context.Response.Body.WriteAsync(part, context.RequestAborted);
            return true;
        };

        (await Plan(Engine("valhalla", timeout: 5000), FromDoorToDoor("06:00"))).Explanation.Should().Contain("answers more than 1 MiB");
    }

    [Fact]
    public async Task Asks_nobody_where_no_lorry_can_be()
    {
        await Engine("osrm").On(Timetable.Snapshot(), Query("DEDTM", "DELUE", "06:00"), CancellationToken.None);

        engine.Asked.Should().Be(0);
    }

    [Theory]
    [InlineData("Kind", "google", "Setting 'Routing:RoadEngine:Kind' is google")]
    [InlineData("Address", "osrm:5000", "Setting 'Routing:RoadEngine:Address' is osrm:5000")]
    [InlineData("TimeoutMilliseconds", "0", "Setting 'Routing:RoadEngine:TimeoutMilliseconds' is 0")]
    public void Is_set_up_rightly_or_not_at_all(string setting, string value, string message)
    {
        var settings = new Dictionary<string, string?> { ["Routing:RoadEngine:Kind"] = "osrm", ["Routing:RoadEngine:Address"] = "http://osrm:5000" };
        settings[$"Routing:RoadEngine:{setting}"] = value;

        var read = () => RoadEngineSettings.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

        read.Should().Throw<InvalidOperationException>().WithMessage($"{message}*");
    }

    private RoadEngine Engine(string kind, int timeout = 10_000) => new(
        new RoadEngineSettings(kind, new Uri($"{engine.Address}/"), kind == "osrm" ? "driving" : "truck", timeout, 24), new HttpClient(), time,
        NullLogger<RoadEngine>.Instance);

    private static async Task<Plan.Found> Plan(RoadEngine roads, PlanQuery query) =>
        (Plan.Found)RoadPlanner.Plan(await roads.On(WithLorry.Snapshot(), query, CancellationToken.None), query).Plan;

    private sealed class Time : IClock
    {
        internal Instant Now { get; set; } = At("05:00");

        public Instant GetCurrentInstant() => Now;
    }
}
