using Logistics.Hosting.Grpc;
using Logistics.Shipments.WorkItems;
using NodaTime;

namespace Logistics.Shipments;

/// <content>Exceptions.</content>
internal static partial class Mapping
{
    /// <summary>As it is by now: a shelved item comes back by itself.</summary>
    public static V1.WorkItem Waking(this V1.WorkItem item, Instant now)
    {
        if (item.State != V1.WorkItemState.Shelved || item.ShelvedUntil.ToDateTimeOffset() > now.ToDateTimeOffset()) return item;
        var woken = item.Clone();
        woken.State = V1.WorkItemState.New;
        return woken;
    }

    public static V1.WorkItem ToWire(this WorkItem item, long version, Instant now)
    {
        var raised = item.Raised!;
        var wire = new V1.WorkItem
        {
            Id = raised.WorkItemId,
            Kind = (V1.WorkItemKind)raised.Kind,
            Severity = (V1.Severity)raised.Severity,
            State = item.State == WorkItemState.Shelved && item.ShelvedUntil <= now ? V1.WorkItemState.New : (V1.WorkItemState)item.State,
            ShipmentId = raised.ShipmentId,
            ShipmentReference = raised.ShipmentReference,
            Cause = raised.Cause,
            SuggestedAction = raised.SuggestedAction,
            SuggestedActionCode = raised.ActionCode ?? "",
            Count = item.Count,
            RaisedAt = raised.At.ToTimestamp(),
            LastRaisedAt = item.LastRaisedAt.ToTimestamp(),
            Owner = item.Owner,
            ShelvedUntil = item.ShelvedUntil?.ToTimestamp(),
            HubId = raised.HubId,
            Version = version,
            DueBy = item.DueBy?.ToTimestamp(),
            Overdue = item.Overdue,
        };
        wire.Parameters.Add((raised.Parameters ?? new Dictionary<string, string>()).ToDictionary());
        wire.Links.AddRange((raised.Links ?? []).Select(l => new V1.CauseLink { Kind = l.Kind, Id = l.Id }));
        wire.Notes.AddRange(item.Notes.Select(n => new V1.WorkItemNote { By = n.By, Text = n.Text, At = n.At.ToTimestamp() }));
        return wire;
    }
}
