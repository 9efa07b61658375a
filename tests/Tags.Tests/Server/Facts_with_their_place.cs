using System.Text.Json;
using FluentAssertions;
using Logistics.Hosting.Grpc;
using Logistics.Tags.V1;
using NodaTime;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Facts_with_their_place(RunningTags tags)
{
    private static readonly Instant At = Now - Duration.FromHours(6);

    [Fact]
    public async Task What_is_packed_at_a_read_point_was_there_with_what_it_was_packed_into()
    {
        await tags.ReadPoint("rp-pack", "DEDTM", "yard");
        var gate = await tags.Gateway("gw-pack", "DEHAG", "gate-in");
        await tags.Attached("pack-pallet", Unit(1), At);
        await Put(Min(10), "rp-pack", "", Unit(1), Unit(2));
        foreach (var (unit, by) in new[] { (Unit(2), Array.Empty<string>()), (Unit(1), []) })
        {
            var packed = await Where(unit, Min(15));
            (packed.HubId, packed.ReadPointId, packed.EventTime, packed.ReportedBy, packed.TagId).Should().Be(("DEDTM", "rp-pack", Event(Min(10)), "org-lenne", ""));
            packed.ByContainers.Should().Equal(by);
        }

        (await Where(Unit(2), Min(9))).Should().BeNull();

        // A read comes after it, then another pallet's worth is put beside it, and the carton is taken out elsewhere.
        await Post(gate, Read(1, "pack-pallet", Min(20)));
        await Put(Min(30), "", "DEFRA", Unit(1), Unit(3));
        await Take(Min(40), "rp-none", "DEKOL", Unit(1), Unit(2));
        (await Where(Unit(2), Min(25))).Should().Match<V1.Whereabouts>(w => w.HubId == "DEHAG" && w.TagId == "device:pack-pallet" && w.ReportedBy == "");
        var beside = await Where(Unit(2), Min(35));
        (beside.HubId, beside.ReportedBy).Should().Be(("DEFRA", "org-lenne"));
        beside.ByContainers.Should().Equal(Unit(1));
        var taken = await Where(Unit(2), Min(50));
        (taken.HubId, taken.ReadPointId).Should().Be(("DEKOL", "rp-none"), "nobody registered the read point");
        taken.ByContainers.Should().BeEmpty();
        (await Where(Unit(1), Min(50))).HubId.Should().Be("DEKOL");
        (await Where(Unit(3), Min(50))).Should().Match<V1.Whereabouts>(w => w.HubId == "DEKOL" && w.ByContainers.Count == 1);
    }

    [Fact]
    public async Task A_fact_that_is_undone_says_nothing_of_where_it_was()
    {
        await Put(Min(10), "", "DEDTM", Unit(11), Unit(12));
        await Take(Min(10), "", "", Unit(11), Unit(12));
        (await Where(Unit(12), Min(20))).Should().BeNull();
    }

    [Fact]
    public async Task The_same_fact_with_its_place_is_new_and_without_it_is_known()
    {
        (await Put(Min(10), "", "", Unit(21), Unit(22))).Recorded.Should().Be(1);
        (await Put(Min(10), "", "DEDTM", Unit(21), Unit(22))).Recorded.Should().Be(1);
        (await Put(Min(10), "", "DEDTM", Unit(21), Unit(22))).Repeated.Should().Be(1);
        (await Put(Min(10), "", "", Unit(21), Unit(22))).Repeated.Should().Be(1);
        (await Where(Unit(22), Min(20))).HubId.Should().Be("DEDTM");
    }

    [Fact]
    public async Task An_epcis_event_says_where_it_was()
    {
        var (status, _) = await Epcis("DEDTM");
        status.Should().Be(200);
        (await Where(Unit(32), Min(20))).Should().Match<V1.Whereabouts>(w => w.HubId == "DEDTM" && w.ReadPointId == "https://id.gs1.org/414/4012345000009/254/dock");
        (status, var refused) = await Epcis("with a space");
        (status, refused.GetProperty("field").GetString()).Should().Be((400, "bizLocation.id"));

        Task<(int, JsonElement)> Epcis(string location) => tags.Post("/v1/aggregations", "client.lenne.org-lenne.shipper", JsonSerializer.Serialize(new
        {
            type = "AggregationEvent",
            eventTime = Text(Min(10)),
            parentID = Unit(31),
            childEPCs = new[] { Unit(32) },
            action = "ADD",
            readPoint = new { id = "https://id.gs1.org/414/4012345000009/254/dock" },
            bizLocation = new { id = location },
        }));
    }

    private async Task<V1.Whereabouts> Where(string unit, Instant at)
        => (await tags.Aggregations.WhereIsAsync(new() { HandlingUnitId = unit, At = at.ToTimestamp() }, tags.Shipper)).Whereabouts;

    private Task<RecordAggregationResponse> Put(Instant at, string readPoint, string location, string parent, params string[] children)
        => Record(AggregationAction.Add, at, readPoint, location, parent, children);

    private Task<RecordAggregationResponse> Take(Instant at, string readPoint, string location, string parent, params string[] children)
        => Record(AggregationAction.Delete, at, readPoint, location, parent, children);

    private async Task<RecordAggregationResponse> Record(AggregationAction action, Instant at, string readPoint, string location, string parent, string[] children)
        => await tags.Aggregations.RecordAggregationAsync(
            new() { ParentId = parent, ChildIds = { children }, Action = action, At = Event(at), ReadPointId = readPoint, LocationId = location }, tags.Shipper);

    private async Task Post(string gateway, params object[] reads)
    {
        var (status, body) = await tags.Post("/v1/reads", gateway, Body(await tags.Epoch(gateway), reads));
        status.Should().Be(200, body.GetRawText());
    }

    private static string Unit(int number)
    {
        var digits = $"03401234544000{number:000}";
        return $"{digits}{Logistics.Tags.Codes.Sscc.CheckDigit(digits)}";
    }

    private static Instant Min(int minutes) => At + Duration.FromMinutes(minutes);
}
