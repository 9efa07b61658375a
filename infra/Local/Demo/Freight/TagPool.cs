using Logistics.Demo.Hub;
using Logistics.Tags.V1;
using NodaTime;

namespace Logistics.Demo.Freight;

/// <summary>
/// A shipper's returnable tags. Registered as they are first needed, attached for one shipment, detached at delivery; after a
/// restart the hub itself says which are on what.
/// </summary>
internal sealed class TagPool(HubConnection hub, string client, int number)
{
    private readonly SortedSet<string> free = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Tag>> attached = [];
    private int made;
    private int trackersMade;

    internal async Task Load(CancellationToken ct)
    {
        var request = new ListTagsRequest { PageSize = 500 };
        do
        {
            var page = await hub.Tags.ListTagsAsync(request, await hub.Clients.Of(client, ct), cancellationToken: ct);
            foreach (var tag in page.Tags.Where(tag => IsMine(tag.Id))) Take(tag);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
    }

    /// <summary>The pallet as it is tagged already; null where it is not.</summary>
    internal Pallet? Find(string sscc) =>
        attached.TryGetValue(sscc, out var tags) && tags.Find(tag => tag.Kind == TagKind.Rfid) is { } rfid
            ? new Pallet(sscc, rfid.Id, tags.Find(tag => tag.Kind == TagKind.Gnss)?.Id)
            : null;

    internal async Task<Pallet> Tag(string sscc, bool tracked, Instant at, CancellationToken ct)
    {
        if (Find(sscc) is { } known) return known;
        var rfid = await Attach(TagKind.Rfid, sscc, at, ct);
        var tracker = tracked ? await Attach(TagKind.Gnss, sscc, at, ct) : null;
        return new Pallet(sscc, rfid, tracker);
    }

    internal async Task Untag(Pallet pallet, Instant at, CancellationToken ct)
    {
        foreach (var id in new[] { pallet.Rfid, pallet.Tracker }.OfType<string>())
        {
            var request = new DetachTagRequest { IdempotencyKey = $"demo-detach-{id}-{pallet.Sscc}", TagId = id, At = at.ToEventTime("Europe/Berlin") };
            await hub.Tags.DetachTagAsync(request, await hub.Clients.Of(client, ct), cancellationToken: ct);
            free.Add(id);
        }

        attached.Remove(pallet.Sscc);
    }

    private async Task<string> Attach(TagKind kind, string sscc, Instant at, CancellationToken ct)
    {
        var id = free.FirstOrDefault(tag => IsTracker(tag) == (kind == TagKind.Gnss)) ?? await Make(kind, ct);
        var request = new AttachTagRequest
        {
            IdempotencyKey = $"demo-attach-{id}-{sscc}",
            TagId = id,
            HandlingUnitId = sscc,
            At = at.ToEventTime("Europe/Berlin"),
        };
        var tag = await hub.Tags.AttachTagAsync(request, await hub.Clients.Of(client, ct), cancellationToken: ct);
        free.Remove(id);
        Keep(sscc, tag);
        return id;
    }

    private async Task<string> Make(TagKind kind, CancellationToken ct)
    {
        var id = kind == TagKind.Gnss ? $"{TrackerPrefix}{++trackersMade:D3}" : $"{RfidPrefix}{++made}";
        await hub.Tags.RegisterTagAsync(new RegisterTagRequest { TagId = id, Kind = kind }, await hub.Clients.Of(client, ct), cancellationToken: ct);
        return id;
    }

    private void Take(Tag tag)
    {
        if (IsTracker(tag.Id)) trackersMade = Math.Max(trackersMade, int.Parse(tag.Id[TrackerPrefix.Length..], null));
        else made = Math.Max(made, int.Parse(tag.Id[RfidPrefix.Length..], null));
        if (tag.HandlingUnitId.Length == 0) free.Add(tag.Id);
        else Keep(tag.HandlingUnitId, tag);
    }

    private void Keep(string sscc, Tag tag)
    {
        if (!attached.TryGetValue(sscc, out var tags)) attached[sscc] = tags = [];
        tags.Add(tag);
    }

    private string RfidPrefix => $"urn:epc:id:grai:4012345.0000{number}.";

    private string TrackerPrefix => $"device:trk-{number}-";

    private bool IsMine(string id) => id.StartsWith(RfidPrefix, StringComparison.Ordinal) || IsTracker(id);

    private bool IsTracker(string id) => id.StartsWith(TrackerPrefix, StringComparison.Ordinal);
}
