using System.Security.Cryptography;
using System.Text;
using Logistics.EventStore;
using Logistics.Shipments.Gateways;
using Logistics.Shipments.Handovers;
using Logistics.Shipments.Sandboxes;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.Streams;
using Logistics.Shipments.TransportOrders;
using NodaTime;

namespace Logistics.Shipments.WorkItems;

/// <summary>
/// Carries out what <see cref="Policies"/> say, event by event in the log's order. Seeing an event again changes nothing: a raise
/// is recorded with the event's id, and clearing twice is clearing once.
/// </summary>
internal sealed class WorkItemPolicies(IEventLog log, Transactor transactor, HubOperator hub) : Subscription
{
    /// <summary>Shipments as of the last event that was seen of them: each event is judged as of itself, so they are never stale.</summary>
    private readonly Recent<Judged> judged = new(1_000);

    public override string Name => "WorkItemPolicies";

    public override async Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
    {
        var loaded = await log.LoadMany([.. Unknown(batch)], ct);
        foreach (var e in batch)
        {
            if (StreamNames.IdIn(TransportOrder.Stream, e.StreamId) is { } orderId)
            {
                if (Policies.ShipmentOf(e.Data) is not { } shipmentId) continue;
                var (shipment, _) = await transactor.Load(Shipment.Stream, shipmentId, ct);
                await Carry(Concern.Of(shipment), Policies.AfterOrder(shipment, orderId, e.Data), e, ct);
            }
            else if (StreamNames.IdIn(Handover.Stream, e.StreamId) is not null)
            {
                var events = await log.Load(e.StreamId, 0, ct);
                var before = events.TakeWhile(x => x.Version < e.Version).Aggregate(Handover.Stream.Initial, (h, x) => Handover.Evolve(h, x.Data));
                var after = Handover.Evolve(before, e.Data);
                var (shipment, _) = await transactor.Load(Shipment.Stream, after.Terms.ShipmentId, ct);
                foreach (var command in Policies.After(before, after)) await Carry(Concern.Of(shipment), command, e, ct);
            }
            else if (StreamNames.IdIn(Gateway.Stream, e.StreamId) is { } gateway)
            {
                // Each event tells all there is of a gateway, and one that flaps has many: the one before is enough.
                var events = await log.Load(e.StreamId, Math.Max(0, e.Version - 2), ct);
                var before = events.TakeWhile(x => x.Version < e.Version).Aggregate(Gateway.Stream.Initial, (g, x) => Gateway.Evolve(g, x.Data));
                foreach (var command in Policies.After(gateway, before, Gateway.Evolve(before, e.Data))) await Carry(new("", "", hub.Organisation), command, e, ct);
            }
            else if (StreamNames.IdIn(Shipment.Stream, e.StreamId) is not null)
            {
                var before = Before(e, loaded);
                var after = new Judged(e.Version, Shipment.Stream.Evolve(before.Shipment, e.Data));
                if (Concerns(e))
                    foreach (var command in Policies.After(before.Shipment, before.Findings, after.Shipment, after.Findings)) await Carry(Concern.Of(before.Shipment), command, e, ct);
                judged.Put(e.StreamId, after);
            }
        }
    }

    private static bool Concerns(StoredEvent e) => e.Data is not (ShipmentBooked or TrackingLinkCreated or TrackingLinkRevoked or ShipmentShared or ShipmentUnshared);

    /// <summary>Shipments that something is to be judged of and that are not at the version before it.</summary>
    private IEnumerable<string> Unknown(IReadOnlyList<StoredEvent> batch) => batch
        .Where(e => StreamNames.IdIn(Shipment.Stream, e.StreamId) is not null)
        .GroupBy(e => e.StreamId)
        .Where(of => of.First().Version > 1 && judged.Find(of.Key)?.Version != of.First().Version - 1)
        .Select(of => of.Key);

    private Judged Before(StoredEvent e, ILookup<string, StoredEvent> loaded) => judged.Find(e.StreamId) is { } known && known.Version == e.Version - 1
        ? known
        : new(e.Version - 1, loaded[e.StreamId].TakeWhile(x => x.Version < e.Version).Aggregate(Shipment.Stream.Initial, (s, x) => Shipment.Stream.Evolve(s, x.Data)));

    private sealed record Judged(long Version, Shipment Shipment)
    {
        private readonly Lazy<IReadOnlyList<Finding>> findings = new(() => [.. Policies.Findings(Shipment)]);

        public IReadOnlyList<Finding> Findings => findings.Value;
    }

    /// <summary>Whose business an item is.</summary>
    /// <param name="ShipmentId">Empty where it is about the hub and no shipment.</param>
    private sealed record Concern(string ShipmentId, string Reference, string Operator)
    {
        public static Concern Of(Shipment s) => new(s.Id, s.Reference, s.Operator);
    }

    /// <summary>One item per shipment, kind and subject, whoever raises it.</summary>
    public static string IdOf(string shipmentId, WorkItemKind kind, string subject)
        => "wi-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{shipmentId}\n{kind}\n{subject}")))[..26];

    private Task Carry(Concern s, WorkItemCommand command, StoredEvent cause, CancellationToken ct)
    {
        // A sandbox has no dispatcher.
        if (s.Operator == Sandbox.Operator) return Task.CompletedTask;
        var id = IdOf(s.ShipmentId, command.Kind, command.Subject);
        var context = new CommandContext { CausationId = cause.Id.ToString(), CorrelationId = cause.Metadata.CorrelationId, Actor = "policy" };
        return command switch
        {
            WorkItemCommand.Raise { Finding: var f } => transactor.Transact(
                WorkItem.Stream, id, item => WorkItemDecider.Raise(item, Raised(id, s, f, cause.RecordedAt)),
                context with { Inbox = new($"policy:{id}", cause.Id) }, ct),
            WorkItemCommand.Restate { Cause: var better } => transactor.Transact(WorkItem.Stream, id, item => WorkItemDecider.Restate(item, better), context, ct),
            WorkItemCommand.Clear c => transactor.Transact(WorkItem.Stream, id, item => WorkItemDecider.Clear(item, c.Note, c.OnlyIfSeen), context, ct),
            _ => throw new InvalidOperationException($"Unknown command {command}."),
        };
    }

    private static WorkItemRaised Raised(string id, Concern s, Finding f, Instant at)
        => new(id, s.ShipmentId, s.Reference, s.Operator, f.Kind, f.Subject, f.Severity, f.Cause.Text, f.Action.Text, f.HubId, at)
        {
            Parameters = f.Cause.Parameters,
            Links = f.Cause.Links.Count == 0 ? null : f.Cause.Links,
            ActionCode = f.Action.Code,
            DueBy = Terms.DueBy(f.Severity, at),
        };
}
