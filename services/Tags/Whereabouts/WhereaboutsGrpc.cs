using Grpc.Core;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Tags.Quarantine;
using Logistics.Tags.V1;
using Microsoft.AspNetCore.Authorization;

namespace Logistics.Tags.Whereabouts;

/// <summary>Where tags are and were.</summary>
[Authorize(Access.Anybody)]
internal sealed class WhereaboutsGrpc(WhereaboutsQuery query, QuarantineQuery quarantine) : WhereaboutsService.WhereaboutsServiceBase
{
    private const int MostUnits = 200;
    private const int MostPoints = 1_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public override async Task<GetTrackResponse> GetTrack(GetTrackRequest request, ServerCallContext context)
    {
        var units = Units(request.HandlingUnitIds);
        if (units.Length == 0) throw Check.Invalid("handling_unit_ids", "is missing.");
        var limit = Check.PageSize(request.Limit, MostPoints, MostPoints);
        var from = request.From is { } f ? Check.Timestamp(f, "from").ToDateTimeUtc() : (DateTime?)null;
        var to = request.To is { } t ? Check.Timestamp(t, "to").ToDateTimeUtc() : (DateTime?)null;
        var response = new GetTrackResponse();
        response.Points.AddRange(await query.Track(units, from, to, limit, context.Caller(), context.CancellationToken));
        return response;
    }

    public override async Task<ListPresenceResponse> ListPresence(ListPresenceRequest request, ServerCallContext context)
    {
        var size = Check.PageSize(request.PageSize);
        var hub = request.HubId.Length == 0 ? null : Check.Id(request.HubId, "hub_id", 64);
        var page = await query.Present(PageToken.Read(request.PageToken), size, hub, Units(request.HandlingUnitIds), context.Caller(), context.CancellationToken);
        var response = new ListPresenceResponse { NextPageToken = page.Count == size ? PageToken.Of(page[^1].TagId) : "" };
        response.Presences.AddRange(page);
        return response;
    }

    public override async Task WatchPresence(WatchPresenceRequest request, IServerStreamWriter<PresenceChange> responseStream, ServerCallContext context)
    {
        var (caller, at) = (context.Caller(), PageToken.ReadNumber(request.Cursor, "cursor"));
        for (var first = true; ; first = false)
        {
            var (changes, all) = await query.Changes(at, caller, context.CancellationToken);
            foreach (var (change, presence) in changes)
            {
                at = change;
                await responseStream.WriteAsync(
                    new() { Cursor = Cursor(at), Presence = presence, CaughtUp = all && ReferenceEquals(presence, changes[^1].Presence) }, context.CancellationToken);
            }

            if (first && changes.Count == 0) await responseStream.WriteAsync(new() { Cursor = Cursor(at), CaughtUp = true }, context.CancellationToken);
            if (all) await Task.Delay(Look, context.CancellationToken);
        }
    }

    public override async Task<ListQuarantineResponse> ListQuarantine(ListQuarantineRequest request, ServerCallContext context)
    {
        var size = Check.PageSize(request.PageSize);
        var page = await quarantine.Page(
            PageToken.ReadNumber(request.PageToken, "page_token"), size, Mapping.Filter(request), context.Caller(), context.CancellationToken);
        var response = new ListQuarantineResponse { NextPageToken = page.Count == size ? PageToken.Of(page[^1].Id) : "" };
        response.Entries.AddRange(page);
        return response;
    }

    private static string Cursor(long at) => PageToken.Of(at.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static string[] Units(IReadOnlyCollection<string> ids) => ids.Count <= MostUnits
        ? [.. ids.Select(id => Check.Id(id, "handling_unit_ids", 64))]
        : throw Check.Invalid("handling_unit_ids", $"has more than {MostUnits}.");
}
