using System.Net;
using System.Net.Http.Json;
using System.Text;
using Xunit;

namespace Logistics.Console.Tests;

public sealed class Asking_for_shipments(ConsoleUnderTest console) : IClassFixture<ConsoleUnderTest>
{
    [Fact]
    public async Task The_list_says_how_each_stands()
    {
        var row = (await (await console.Dispatcher()).GetJson("/api/shipments?text=WL")).GetProperty("rows")[0];
        row.GetProperty("reference").GetString().Should().Be("WL-4711");
        row.GetProperty("punctuality").GetString().Should().Be("late");
        row.GetProperty("stage").GetString().Should().Be("in-transit");
        row.GetProperty("next").GetProperty("hubId").GetString().Should().Be("DEHAG");
        row.GetProperty("next").GetProperty("deltaMinutes").GetInt32().Should().Be(24);
    }

    [Fact]
    public async Task One_shipment_brings_its_milestones_track_log_and_exceptions()
    {
        var detail = await (await console.Dispatcher()).GetJson("/api/shipments/shp-1");
        detail.GetProperty("milestones").GetArrayLength().Should().Be(4);
        detail.GetProperty("milestones")[0].GetProperty("evidence")[0].GetProperty("source").GetString().Should().Be("gw-1");
        detail.GetProperty("track").GetArrayLength().Should().Be(2);
        detail.GetProperty("track")[0].GetProperty("celsius").GetDouble().Should().Be(4.5);
        detail.GetProperty("history")[0].GetProperty("what").GetString().Should().Be("booked");
        detail.GetProperty("workItems")[0].GetProperty("id").GetString().Should().Be("wi-1");
        detail.GetProperty("unavailable").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task A_sighting_off_the_itinerary_stands_where_it_happened_and_is_named()
    {
        var shipment = Fakes.Invented.Shipment("shp-astray");
        shipment.Milestones.Add(new Logistics.Shipments.V1.Milestone { Kind = Logistics.Shipments.V1.MilestoneKind.Arrived, HubId = "DEDTM", LegIndex = -1, Actual = Fakes.Invented.Minutes(-90) });
        shipment.Milestones.Add(new Logistics.Shipments.V1.Milestone { Kind = Logistics.Shipments.V1.MilestoneKind.Arrived, HubId = "DEHAM", LegIndex = -1, Actual = Fakes.Invented.Minutes(-10) });
        console.Hub.Goods.Shipments.Add(shipment);
        var milestones = (await (await console.Dispatcher()).GetJson("/api/shipments/shp-astray")).GetProperty("milestones");
        milestones.EnumerateArray().Select(one => $"{one.GetProperty("hubId").GetString()} {one.GetProperty("offPlan").GetBoolean()}").Take(3)
            .Should().Equal("DEDTM False", "DEDTM False", "DEHAM True");
    }

    [Fact]
    public async Task What_is_missing_and_what_is_anothers_look_the_same()
    {
        var client = await console.Dispatcher();
        var missing = await client.GetAsync(new Uri("/api/shipments/shp-404", UriKind.Relative));
        var unknownItem = await client.PostAsJsonAsync("/api/work-items/wi-404/acknowledge", new { });
        var unknownRoute = await client.GetAsync(new Uri("/api/no-such-thing", UriKind.Relative));
        missing.StatusCode.Should().Be(HttpStatusCode.NotFound);
        var text = await missing.ProblemText();
        text.Should().NotContain("shp-404");
        (await unknownItem.ProblemText()).Should().Be(text);
        (await unknownRoute.ProblemText()).Should().Be(text);
    }

    [Theory]
    [InlineData("/api/shipments?page=made-up")]
    [InlineData("/api/shipments?state=flying")]
    [InlineData("/api/shipments?late=perhaps")]
    public async Task A_bad_question_is_a_400(string path)
    {
        var answer = await (await console.Dispatcher()).GetAsync(new Uri(path, UriKind.Relative));
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        await answer.ProblemText();
    }

    [Theory]
    [InlineData("{\"until\":\"tomorrow\"}")]
    [InlineData("{\"until\":1}")]
    [InlineData("{}")]
    [InlineData("{\"until\":\"2026-11-20T10:00:00Z\",\"extra\":1}")]
    [InlineData("{\"until\":\"2026-11-20T10:00:00Z\",\"until\":\"2026-11-20T10:00:00Z\"}")]
    [InlineData("not json")]
    public async Task A_bad_body_is_a_400_and_changes_nothing(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await (await console.Dispatcher()).PostAsync(new Uri("/api/work-items/wi-1/shelve", UriKind.Relative), content);
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        await answer.ProblemText();
        console.Hub.Goods.IdempotencyKeys.Should().BeEmpty();
    }

    [Fact]
    public async Task A_service_that_is_away_leaves_its_part_out_and_is_named()
    {
        console.Hub.Reads.Away = true;
        var detail = await (await console.Dispatcher()).GetJson("/api/shipments/shp-1");
        console.Hub.Reads.Away = false;
        detail.GetProperty("unavailable")[0].GetString().Should().Be("tags");
        detail.GetProperty("milestones").GetArrayLength().Should().Be(4);
        detail.ToString().Should().NotContain("10.0.0.7");
    }

    [Fact]
    public async Task The_map_joins_units_with_their_shipments()
    {
        var map = await (await console.Dispatcher()).GetJson("/api/map");
        map.GetProperty("hubs").GetArrayLength().Should().Be(3);
        map.GetProperty("lanes").GetArrayLength().Should().Be(2, "a lane counts once for both directions");
        map.GetProperty("presences")[0].GetProperty("hubId").GetString().Should().Be("DEDTM");
        map.GetProperty("shipments")[0].GetProperty("handlingUnitIds")[0].GetString().Should().Be(map.GetProperty("presences")[0].GetProperty("handlingUnitId").GetString());
    }

    [Fact]
    public async Task Devices_are_listed_with_their_place()
    {
        var client = await console.Dispatcher();
        (await client.GetJson("/api/gateways")).GetProperty("gateways")[0].GetProperty("hubId").GetString().Should().Be("DEDTM");
        (await client.GetJson("/api/tags")).GetProperty("tags")[0].GetProperty("kind").GetString().Should().Be("rfid");
        (await client.GetJson("/api/quarantine")).GetProperty("entries")[0].GetProperty("reason").GetString().Should().Be("sequence-reused");
        (await client.GetJson("/api/reference")).GetProperty("organisations").GetArrayLength().Should().Be(2);
    }
}

public sealed class Working_through_exceptions(ConsoleUnderTest console) : IClassFixture<ConsoleUnderTest>
{
    [Fact]
    public async Task Acknowledging_shelving_and_resolving_answer_the_new_state()
    {
        var client = await console.Dispatcher();
        console.Hub.Goods.WorkItems.Add(Fakes.Invented.WorkItem("wi-2"));
        (await State(client, "acknowledge", new { })).Should().Be("acknowledged");
        (await State(client, "shelve", new { until = "2026-11-20T23:00:00Z" })).Should().Be("shelved");
        (await State(client, "resolve", new { note = "told the consignee" })).Should().Be("resolved");
        var again = await client.PostAsJsonAsync("/api/work-items/wi-2/acknowledge", new { });
        again.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await again.ProblemText()).Should().Contain("work-item-resolved");
    }

    private static async Task<string?> State(HttpClient client, string command, object body)
    {
        var answer = await client.PostAsJsonAsync($"/api/work-items/wi-2/{command}", body);
        answer.EnsureSuccessStatusCode();
        return (await answer.Json()).GetProperty("state").GetString();
    }
}
