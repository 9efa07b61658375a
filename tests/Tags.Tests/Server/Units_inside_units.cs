using System.Text.Json;
using FluentAssertions;
using Grpc.Core;
using Logistics.Contracts.Shipments;
using Logistics.Hosting.Grpc;
using Logistics.Specs;
using Logistics.Tags.V1;
using NodaTime;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Units_inside_units(RunningTags tags)
{
    private static readonly Instant At = Now - Duration.FromHours(6);

    [Fact]
    public async Task A_carton_is_where_its_pallet_and_its_truck_were_read()
    {
        var (yard, gate) = (await tags.Gateway("gw-nest", "DEDTM"), await tags.Gateway("gw-nest-hagen", "DEHAG", "gate-in"));
        await tags.Attached("nest-pallet", Unit(1), At);
        await tags.Attached("nest-truck", Unit(9), At, TagKind.Gnss);
        await Put(Min(10), Unit(1), Unit(2), Unit(3));
        await Put(Min(40), Unit(9), Unit(1));
        await tags.Posted(yard, Read(1, "nest-pallet", Min(5)), Read(2, "nest-pallet", Min(20)));
        await tags.Posted(gate, Read(1, "nest-truck", Min(60)), Read(2, "nest-truck", Min(90)));

        (await Where(Unit(2), Min(15))).Whereabouts.Should().BeNull("the pallet was read before, and not since it is in");
        var onPallet = await Where(Unit(2), Min(30));
        (onPallet.Whereabouts.HubId, onPallet.Whereabouts.TagId, onPallet.Whereabouts.EventTime).Should().Be(("DEDTM", "device:nest-pallet", Event(Min(20))));
        onPallet.Containers.Should().Equal(Unit(1));
        onPallet.Whereabouts.ReadId.Should().StartWith("gw-nest/ep-").And.EndWith("/2");

        var onTruck = (await Where(Unit(2), Min(70))).Whereabouts;
        (onTruck.HubId, onTruck.ReadPointId, onTruck.EventTime).Should().Be(("DEHAG", "rp-gw-nest-hagen", Event(Min(60))));
        onTruck.ByContainers.Should().Equal(Unit(1), Unit(9));
        (await Inside(Unit(9), Min(70))).Should().Equal((Unit(1), Unit(9), 1), (Unit(2), Unit(1), 2), (Unit(3), Unit(1), 2));

        // Told late: one carton was taken out on the way, and stays where it was read last.
        (await Take(Min(80), Unit(1), Unit(3))).Recorded.Should().Be(1);
        (await Where(Unit(3), Min(100))).Whereabouts.EventTime.Should().Be(Event(Min(60)));
        (await Where(Unit(2), Min(100))).Whereabouts.EventTime.Should().Be(Event(Min(90)));
        (await Inside(Unit(9), Min(100))).Should().Equal((Unit(1), Unit(9), 1), (Unit(2), Unit(1), 2));
    }

    [Fact]
    public async Task The_same_facts_again_change_nothing()
    {
        var request = Request(Min(1), Unit(11), Unit(12), Unit(13));
        request.IdempotencyKey = "pack-11";
        (await tags.Aggregations.RecordAggregationAsync(request, tags.Shipper)).Recorded.Should().Be(2);
        (await tags.Aggregations.RecordAggregationAsync(request, tags.Shipper)).Recorded.Should().Be(2, "it is the same command");
        request.IdempotencyKey = "";
        (await tags.Aggregations.RecordAggregationAsync(request, tags.Shipper)).Should().Match<RecordAggregationResponse>(r => r.Recorded == 0 && r.Repeated == 2);
        (await tags.Count($"select count(*) from mt_events where stream_id = 'handling-unit-{Unit(12)}'")).Should().Be(1);
        request.IdempotencyKey = "pack-11";
        request.BizStep = "loading";
        await Refused.With(StatusCode.AlreadyExists, "idempotency-key-reused", async () => await tags.Aggregations.RecordAggregationAsync(request, tags.Shipper));
    }

    [Fact]
    public async Task Inside_of_itself_is_refused_and_nothing_of_it_is_recorded()
    {
        await Put(Min(1), Unit(21), Unit(22));
        await Put(Min(2), Unit(22), Unit(23));
        await Refused.With(StatusCode.FailedPrecondition, "aggregation-circle", () => Put(Min(3), Unit(23), Unit(24), Unit(21)));
        (await Where(Unit(24), Now, tags.Dispatcher)).Containers.Should().BeEmpty();

        var both = await Task.WhenAll(Tried(Unit(25), Unit(26)), Tried(Unit(26), Unit(25)));
        both.Should().BeEquivalentTo(["", "aggregation-circle"], "one of two at once comes second");

        async Task<string> Tried(string parent, string child)
        {
            try
            {
                await Put(Min(5), parent, child);
                return "";
            }
            catch (RpcException e)
            {
                return e.Trailers.GetValue("reason") ?? e.Message;
            }
        }
    }

    [Fact]
    public async Task Deeper_than_eight_is_refused()
    {
        for (var level = 0; level < 8; level++) await Put(Min(1), Unit(32 + level), Unit(31 + level));
        await Refused.With(StatusCode.FailedPrecondition, "aggregation-too-deep", () => Put(Min(1), Unit(31), Unit(30)));
        await Refused.With(StatusCode.FailedPrecondition, "aggregation-too-deep", () => Put(Min(1), Unit(45), Unit(39)));
    }

    [Fact]
    public async Task A_unit_is_its_parties_and_owners_and_for_others_it_is_not_there()
    {
        var yard = await tags.Gateway("gw-nest-sight");
        await tags.Attached("nest-sight", Unit(51), At);
        await Put(Min(1), Unit(51), Unit(52));
        await tags.Posted(yard, Read(1, "nest-sight", Min(5)));
        await tags.Watched();

        await Refused.With(StatusCode.NotFound, "not-found", () => Where(Unit(51), Min(9), tags.Rival));
        await Refused.With(StatusCode.NotFound, "not-found", () => Where(Unit(52), Min(9), tags.Rival));
        (await Inside(Unit(51), Min(9), tags.Rival)).Should().BeEmpty();
        await Refused.With(StatusCode.NotFound, "unit-unknown", async () => await tags.Aggregations.RecordAggregationAsync(Request(Min(2), Unit(51), Unit(53)), tags.Rival));
        await Refused.With(StatusCode.NotFound, "unit-unknown", async () => await tags.Aggregations.RecordAggregationAsync(Request(Min(2), Unit(54), Unit(52)), tags.Rival));
        (await Where(Unit(52), Min(9), tags.Dispatcher)).Whereabouts.TagId.Should().Be("device:nest-sight");

        // A carrier of the carton's shipment sees the carton, by the reads of a pallet that is none of its business.
        await tags.Bus.Say(
            new ShipmentBooked(
                new("shipment-shp-nest", 1, 1), "shp-nest", "R-1", "DEDTM", "DEHAG", At, Now, [new(Unit(52), 100)], null, ["org-lenne", "org-rival"], At), Guid.NewGuid());
        await Eventually.True(async () => await Sees(Unit(52)), "the party to see its unit");
        (await Where(Unit(52), Min(9), tags.Rival)).Whereabouts.EventTime.Should().Be(Event(Min(5)));
        await Refused.With(StatusCode.NotFound, "not-found", () => Where(Unit(51), Min(9), tags.Rival));
        (await Inside(Unit(51), Min(9), tags.Rival)).Should().Equal((Unit(52), Unit(51), 1));

        // It says that its carton is not in there, though the pallet is none of its business.
        var request = Request(Min(20), Unit(51), Unit(52));
        request.Action = AggregationAction.Delete;
        (await tags.Aggregations.RecordAggregationAsync(request, tags.Rival)).Recorded.Should().Be(1);
        (await Where(Unit(52), Min(21), tags.Rival)).Containers.Should().BeEmpty();

        async Task<bool> Sees(string unit)
        {
            try
            {
                return (await Where(unit, Min(9), tags.Rival)).Containers.Count > 0;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task An_EPCIS_event_packs_and_one_without_children_unpacks_all()
    {
        var packed = await Epcis("ADD", Min(1), "evt-1", $"urn:epc:id:sscc:4012345.{61:0000000000}", $"urn:epc:id:sscc:4012345.{62:0000000000}");
        packed.Status.Should().Be(200, packed.Body.GetRawText());
        packed.Body.GetProperty("recorded").GetInt32().Should().Be(2);
        var pallet = packed.Body.GetProperty("parentID").GetString()!;
        (await Epcis("ADD", Min(1), "evt-1", $"urn:epc:id:sscc:4012345.{61:0000000000}", $"urn:epc:id:sscc:4012345.{62:0000000000}")).Body.GetRawText().Should().Be(packed.Body.GetRawText());
        (await Inside(pallet, Min(2))).Should().HaveCount(2);

        var unpacked = await Epcis("DELETE", Min(5), null);
        unpacked.Body.GetProperty("childEPCs").EnumerateArray().Select(e => e.GetString())
            .Should().BeEquivalentTo(packed.Body.GetProperty("childEPCs").EnumerateArray().Select(e => e.GetString()));
        (await Inside(pallet, Min(6))).Should().BeEmpty();
        (await Inside(pallet, Min(2))).Should().HaveCount(2, "it was so then");
    }

    [Theory]
    [InlineData("""{"type":"ObjectEvent","eventTime":"2026-11-20T10:00:00Z","parentID":"x-1","action":"ADD","childEPCs":["x-2"]}""", 400, "type")]
    [InlineData("""{"type":"AggregationEvent","eventTime":"2026-11-20T10:00:00","parentID":"x-1","action":"ADD","childEPCs":["x-2"]}""", 400, "$.eventTime")]
    [InlineData("""{"type":"AggregationEvent","eventTime":"2026-11-20T10:00:00Z","parentID":"x-1","action":"MOVE","childEPCs":["x-2"]}""", 400, "action")]
    [InlineData("""{"type":"AggregationEvent","eventTime":"2026-11-20T10:00:00Z","parentID":"x-1","action":"ADD"}""", 400, "childEPCs")]
    [InlineData("""{"type":"AggregationEvent","eventTime":"2026-11-20T10:00:00Z","parentID":"x-1","action":"ADD","childEPCs":["x-2","a b"]}""", 400, "childEPCs[1]")]
    [InlineData("""{"type":"AggregationEvent","eventTime":"2026-11-20T10:00:00Z","parentID":"x-1","action":"ADD","childEPCs":["x-2"],"errorDeclaration":{}}""", 400, "errorDeclaration")]
    [InlineData("""{"type":"AggregationEvent","eventTime":"2026-11-20T10:00:00Z","eventTimeZoneOffset":"soon","parentID":"x-1","action":"ADD","childEPCs":["x-2"]}""", 400, "eventTimeZoneOffset")]
    public async Task What_is_no_such_event_is_refused_by_its_member(string body, int status, string field)
    {
        var (answered, problem) = await tags.Post("/v1/aggregations", "client.lenne.org-lenne.shipper", body);
        (answered, problem.GetProperty("field").GetString()).Should().Be((status, field));
    }

    [Fact]
    public async Task A_device_packs_nothing()
        => (await tags.Post("/v1/aggregations", await tags.Gateway("gw-nest-none"), "{}")).Status.Should().Be(403);

    private Task<(int Status, JsonElement Body)> Epcis(string action, Instant at, string? id, params string[] children) => tags.Post(
        "/v1/aggregations", "client.lenne.org-lenne.shipper",
        JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["@context"] = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
            ["type"] = "AggregationEvent",
            ["eventTime"] = Text(at),
            ["eventTimeZoneOffset"] = "+01:00",
            ["parentID"] = $"urn:epc:id:sscc:4012345.{60:0000000000}",
            ["childEPCs"] = children,
            ["action"] = action,
            ["bizStep"] = "packing",
            ["readPoint"] = new { id = "urn:epc:id:sgln:4012345.00005.0" },
            ["eventID"] = id,
        }));

    private Task<RecordAggregationResponse> Put(Instant at, string parent, params string[] children)
        => tags.Aggregations.RecordAggregationAsync(Request(at, parent, children), tags.Shipper).ResponseAsync;

    private Task<RecordAggregationResponse> Take(Instant at, string parent, params string[] children)
    {
        var request = Request(at, parent, children);
        request.Action = AggregationAction.Delete;
        return tags.Aggregations.RecordAggregationAsync(request, tags.Shipper).ResponseAsync;
    }

    private Task<WhereIsResponse> Where(string unit, Instant at, Metadata? caller = null)
        => tags.Aggregations.WhereIsAsync(new() { HandlingUnitId = unit, At = at.ToTimestamp() }, caller ?? tags.Shipper).ResponseAsync;

    private async Task<IEnumerable<(string Unit, string Parent, int Depth)>> Inside(string unit, Instant at, Metadata? caller = null)
        => (await tags.Aggregations.ListInsideAsync(new() { HandlingUnitId = unit, At = at.ToTimestamp() }, caller ?? tags.Shipper)).Units
            .Select(u => (u.HandlingUnitId, u.ParentId, u.Depth));

    private static RecordAggregationRequest Request(Instant at, string parent, params string[] children)
        => new() { ParentId = parent, ChildIds = { children }, Action = AggregationAction.Add, At = Event(at), BizStep = "packing" };

    private static string Unit(int number) => A_unit.Of("511000", number);

    private static Instant Min(int minutes) => At + Duration.FromMinutes(minutes);
}
