using Google.Protobuf;
using Grpc.Core;
using Logistics.Console.LiveMap;
using Logistics.Console.Shipments;
using Logistics.Console.SignIn;
using Logistics.Console.WorkItems;
using Logistics.Shipments.V1;
using Logistics.Tags.V1;

namespace Logistics.Console.Events;

/// <summary>One message of a feed: a change, or the mark that what follows is live.</summary>
/// <param name="Change">Null for the mark.</param>
internal sealed record Heard(string Cursor, object? Change, bool CaughtUp);

/// <summary>A service's Watch stream under the name the browser knows it by.</summary>
/// <param name="Event">The name of its change events.</param>
internal sealed record Feed(string Source, string Event, Func<Dispatcher, string, CancellationToken, IAsyncEnumerable<Heard>> Open);

/// <summary>The streams that the console's events are made of.</summary>
internal sealed class Feeds(
    ShipmentService.ShipmentServiceClient shipments, WorkItemService.WorkItemServiceClient workItems, WhereaboutsService.WhereaboutsServiceClient whereabouts)
{
    internal IReadOnlyList<Feed> All =>
    [
        new("shipments", "shipment", (who, cursor, ct) => Read(
            shipments.WatchShipments(new WatchShipmentsRequest { Cursor = cursor }, who.Watch(ct)),
            change => new(change.Cursor, change.Shipment is { } one ? Mapping.Row(one) : null, change.CaughtUp),
            ct)),
        new("work-items", "work-item", (who, cursor, ct) => Read(
            workItems.WatchWorkItems(new WatchWorkItemsRequest { Cursor = cursor }, who.Watch(ct)),
            change => new(change.Cursor, change.Item is { } one ? WorkItemRow.Of(one) : null, change.CaughtUp),
            ct)),
        new("presence", "presence", (who, cursor, ct) => Read(
            whereabouts.WatchPresence(new WatchPresenceRequest { Cursor = cursor }, who.Watch(ct)),
            change => new(change.Cursor, change.Presence is { } one ? PresenceItem.Of(one) : null, change.CaughtUp),
            ct)),
    ];

    private static async IAsyncEnumerable<Heard> Read<T>(
        AsyncServerStreamingCall<T> call, Func<T, Heard> map, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
        where T : IMessage<T>
    {
        using (call)
        {
            while (await call.ResponseStream.MoveNext(ct)) yield return map(call.ResponseStream.Current);
        }
    }
}
