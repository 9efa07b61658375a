using Logistics.Console.Edge;
using Logistics.Console.SignIn;
using Logistics.Tags.V1;
using NodaTime;

namespace Logistics.Console.Devices;

internal enum TagWord { Other, Rfid, Ble, Lorawan, Gnss }

internal sealed record TagRow(
    string Id, TagWord Kind, string? HandlingUnitId, Instant? LastReadAt, string? LastReadPointId, string? HubId, int? BatteryPercent, bool Silent);

internal sealed record TagPage(IReadOnlyList<TagRow> Tags, string? NextPage);

/// <param name="HubId">Null for a mobile one.</param>
/// <param name="ClockDriftSeconds">Hub's clock minus the gateway's.</param>
/// <param name="SilentSince">When it was seen last; null while it is heard.</param>
internal sealed record GatewayRow(
    string Id, string OwnerId, string ReadPointId, string? HubId, string? ReadPointKind, Instant? LastSeenAt, double ClockDriftSeconds, long ReadsAccepted,
    long SequenceGaps, long UnknownTagReads, double ReadsPerMinute, string? FirmwareVersion, Instant? SilentSince);

internal sealed record GatewayList(IReadOnlyList<GatewayRow> Gateways);

internal sealed record QuarantineRow(string Id, string GatewayId, string Reason, string Content, Instant? RecordTime);

internal sealed record QuarantinePage(IReadOnlyList<QuarantineRow> Entries, string? NextPage);

internal static class DevicesApi
{
    private const int TagsAtOnce = 200;
    private const int EntriesAtOnce = 50;

    internal static void MapDevices(this RouteGroupBuilder api)
    {
        api.MapGet("/gateways", Gateways).Produces<GatewayList>();
        api.MapGet("/tags", Tags).Produces<TagPage>();
        api.MapGet("/quarantine", Quarantine).Produces<QuarantinePage>();
    }

    private static async Task<IResult> Gateways(GatewayService.GatewayServiceClient gateways, Dispatcher dispatcher, CancellationToken ct)
    {
        var listed = gateways.ListGatewaysAsync(new ListGatewaysRequest(), dispatcher.Call(ct)).ResponseAsync;
        var points = gateways.ListReadPointsAsync(new ListReadPointsRequest(), dispatcher.Call(ct)).ResponseAsync;
        await Task.WhenAll(listed, points);
        var places = (await points).ReadPoints.ToDictionary(point => point.Id);
        return Results.Ok(new GatewayList([.. (await listed).Gateways.Select(one => RowOf(one, places.GetValueOrDefault(one.ReadPointId)))]));
    }

    private static async Task<IResult> Tags(
        TagService.TagServiceClient tags, Dispatcher dispatcher, CancellationToken ct, bool silent = false, string? page = null)
    {
        var found = await tags.ListTagsAsync(new ListTagsRequest { PageSize = TagsAtOnce, PageToken = page ?? "", SilentOnly = silent }, dispatcher.Call(ct));
        return Results.Ok(new TagPage([.. found.Tags.Select(RowOf)], found.NextPageToken.OrNull()));
    }

    private static async Task<IResult> Quarantine(
        WhereaboutsService.WhereaboutsServiceClient whereabouts, Dispatcher dispatcher, CancellationToken ct, string? page = null)
    {
        var found = await whereabouts.ListQuarantineAsync(new ListQuarantineRequest { PageSize = EntriesAtOnce, PageToken = page ?? "" }, dispatcher.Call(ct));
        var entries = found.Entries.Select(one => new QuarantineRow(one.Id, one.GatewayId, one.Reason, one.Content, one.RecordTime.OrNull()));
        return Results.Ok(new QuarantinePage([.. entries], found.NextPageToken.OrNull()));
    }

    private static GatewayRow RowOf(Gateway one, ReadPoint? at) => new(
        one.Id, one.OwnerId, one.ReadPointId, at?.HubId.OrNull(), at?.Kind.OrNull(), one.LastSeenAt.OrNull(), one.ClockDriftSeconds, one.ReadsAccepted,
        one.SequenceGaps, one.UnknownTagReads, one.ReadsPerMinute, one.FirmwareVersion.OrNull(), one.SilentSince.OrNull());

    private static TagRow RowOf(Tag one) => new(
        one.Id, WordOf(one.Kind), one.HandlingUnitId.OrNull(), one.LastReadAt.OrNull(), one.LastReadPointId.OrNull(), one.PresentHubId.OrNull(),
        one.BatteryPercent > 0 ? one.BatteryPercent : null, one.Silent);

    private static TagWord WordOf(TagKind kind) => kind switch
    {
        TagKind.Rfid => TagWord.Rfid,
        TagKind.Ble => TagWord.Ble,
        TagKind.Lorawan => TagWord.Lorawan,
        TagKind.Gnss => TagWord.Gnss,
        _ => TagWord.Other,
    };
}
