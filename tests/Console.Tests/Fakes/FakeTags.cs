using Grpc.Core;
using Logistics.Routing.V1;
using Logistics.Tags.V1;
using Logistics.Types.V1;

namespace Logistics.Console.Tests.Fakes;

internal sealed class Reads
{
    internal Feed<Presence> Presences { get; } = new(presence => presence.TagId);

    internal List<TrackPoint> Track { get; } = [];

    internal bool Away { get; set; }
}

internal sealed class FakeWhereabouts(Reads reads) : WhereaboutsService.WhereaboutsServiceBase
{
    public override Task<GetTrackResponse> GetTrack(GetTrackRequest request, ServerCallContext context) => reads.Away
        ? throw Fake.Error(StatusCode.Unavailable, "away", "connect 10.0.0.7:5432 refused")
        : Task.FromResult(new GetTrackResponse { Points = { reads.Track.Where(point => request.HandlingUnitIds.Contains(point.HandlingUnitId)) } });

    public override Task<ListPresenceResponse> ListPresence(ListPresenceRequest request, ServerCallContext context) =>
        Task.FromResult(new ListPresenceResponse { Presences = { reads.Presences.Latest } });

    public override Task WatchPresence(WatchPresenceRequest request, IServerStreamWriter<PresenceChange> stream, ServerCallContext context) =>
        reads.Presences.Watch(
            request.Cursor, (cursor, one, caughtUp) => stream.WriteAsync(new PresenceChange { Cursor = cursor, Presence = one, CaughtUp = caughtUp }), context.CancellationToken);

    public override Task<ListQuarantineResponse> ListQuarantine(ListQuarantineRequest request, ServerCallContext context) => Task.FromResult(
        new ListQuarantineResponse { Entries = { new QuarantineEntry { Id = "q-1", GatewayId = "gw-1", Reason = "sequence-reused", Content = "{\"tagId\":\"<script>\"}" } } });
}

internal sealed class FakeTagList : TagService.TagServiceBase
{
    public override Task<ListTagsResponse> ListTags(ListTagsRequest request, ServerCallContext context) => Task.FromResult(
        new ListTagsResponse { Tags = { new Tag { Id = "urn:epc:id:sscc:4012345.0000000001", Kind = TagKind.Rfid, HandlingUnitId = Invented.Unit, PresentHubId = "DEDTM" } } });
}

internal sealed class FakeGateways : GatewayService.GatewayServiceBase
{
    public override Task<ListGatewaysResponse> ListGateways(ListGatewaysRequest request, ServerCallContext context) => Task.FromResult(
        new ListGatewaysResponse { Gateways = { new Gateway { Id = "gw-1", OwnerId = "hub", ReadPointId = "DEDTM-gate", ReadsAccepted = 42, ClockDriftSeconds = 0.4 } } });

    public override Task<ListReadPointsResponse> ListReadPoints(ListReadPointsRequest request, ServerCallContext context) => Task.FromResult(
        new ListReadPointsResponse { ReadPoints = { new ReadPoint { Id = "DEDTM-gate", HubId = "DEDTM", Kind = "gate-in" } } });
}

internal sealed class FakeNetwork : NetworkService.NetworkServiceBase
{
    public override Task<ListHubsResponse> ListHubs(ListHubsRequest request, ServerCallContext context) => Task.FromResult(
        new ListHubsResponse { Hubs = { Place("DEDTM", "Dortmund", 51.514, 7.466), Place("DEHAG", "Hagen", 51.361, 7.475), Place("DESGE", "Siegen", 50.875, 8.024) } });

    public override Task<ListCarrierServicesResponse> ListCarrierServices(ListCarrierServicesRequest request, ServerCallContext context)
    {
        var service = new CarrierService { Id = "svc-1", CarrierId = "carrier-west", Name = "Ruhr-Siegen", Mode = "road" };
        service.Calls.AddRange(new[] { "DEDTM", "DEHAG", "DESGE", "DEHAG" }.Select(hub => new ServiceCall { HubId = hub }));
        return Task.FromResult(new ListCarrierServicesResponse { Services = { service } });
    }

    private static Hub Place(string id, string name, double latitude, double longitude) =>
        new() { Id = id, Name = name, Zone = "Europe/Berlin", Position = new GeoPosition { Latitude = latitude, Longitude = longitude } };
}
