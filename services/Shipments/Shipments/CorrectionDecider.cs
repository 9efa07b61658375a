using Logistics.EventStore;
using Logistics.Shipments.HandlingUnits;
using NodaTime;

namespace Logistics.Shipments.Shipments;

/// <param name="WrongSource">Whose evidence is wrong.</param>
/// <param name="Kind">For incorrect data; null leaves it as it was, and so do the others.</param>
/// <param name="Report">The correction's own id, time of recording and author.</param>
internal sealed record CorrectReport(
    string WrongSource, string WrongId, CorrectionReason Reason, MilestoneKind? Kind, string? HubId, EventTime? At, IReadOnlyList<string> HandlingUnitIds,
    Evidence Report);

/// <summary>Takes evidence back, and with it what followed from it.</summary>
internal static class CorrectionDecider
{
    public static Decision Correct(Shipment s, CorrectReport c, string by, Instant now)
    {
        if (!s.VisibleTo(by)) return Decision.Refuse(Reasons.ShipmentNotFound, "There is no such shipment.");
        if (c.WrongSource != by && s.Operator != by) return Decision.Refuse(Reasons.NotYourReport, "Only the hub corrects what others said.");
        var wrong = s.Milestones.Where(m => m.Evidence.Any(e => Is(e, c))).ToList();
        if (wrong.Count == 0)
        {
            return s.Milestones.Any(m => m.Retracted.Any(r => Is(r.Evidence, c)))
                ? Decision.Nothing
                : Decision.Refuse(Reasons.ReportNotFound, "There is no such report or read of this shipment.");
        }

        var events = wrong.SelectMany(m => Retract(m, c, by, now)).ToList<object>();
        var after = events.Aggregate(s, Shipment.Stream.Evolve);
        if (c.Reason == CorrectionReason.IncorrectData)
        {
            var right = ShipmentDecider.RecordActual(after, Instead(wrong[0], c));
            if (right is not Decision.Accepted accepted) return right;
            events.AddRange(accepted.Events);
            after = accepted.Events.Aggregate(after, Shipment.Stream.Evolve);
        }

        if (s.DeliveredAt is not null && after.LastDelivery() is null) events.Add(new ShipmentReopened(now));
        return new Decision.Accepted(events);
    }

    /// <summary>Better reads say that a sighting was not so. Null where nothing is known of it here (yet).</summary>
    public static Decision? Withdraw(Shipment s, HandlingUnitSighted was, CorrectionReason reason, Instant now)
    {
        var places = s.Milestones.Where(m => m.Kind == was.Kind && m.HubId == was.HubId).ToList();
        foreach (var m in places)
            if (m.Evidence.FirstOrDefault(e => Is(e, was.Evidence)) is { } wrong) return Decision.Accept(Retract(m, wrong, reason, s.Operator, now));
        return places.Any(m => m.Retracted.Any(r => Is(r.Evidence, was.Evidence))) ? Decision.Nothing : null;
    }

    /// <summary>By gateway, time and unit: the read that decided a departure may be the same one before and after it was moved.</summary>
    private static bool Is(Evidence e, Evidence sighting) => e.Kind == EvidenceKind.Read
        && (e.Source, e.At.Instant) == (sighting.Source, sighting.At.Instant) && e.HandlingUnitIds.SequenceEqual(sighting.HandlingUnitIds);

    private static bool Is(Evidence e, CorrectReport c) => (e.Source, e.Id) == (c.WrongSource, c.WrongId);

    /// <summary>A read speaks for each of its units by itself: it is taken back for one after the other.</summary>
    private static IEnumerable<ActualRetracted> Retract(Milestone m, CorrectReport c, string by, Instant now)
    {
        foreach (var wrong in m.Evidence.Where(e => Is(e, c)))
        {
            yield return Retract(m, wrong, c.Reason, by, now);
            m = m with { Evidence = [.. m.Evidence.Where(e => !e.Repeats(wrong))] };
        }
    }

    private static ActualRetracted Retract(Milestone m, Evidence wrong, CorrectionReason reason, string by, Instant now)
    {
        var left = m with { Evidence = [.. m.Evidence.Where(e => !e.Repeats(wrong))] };
        return new(m.Kind, m.HubId, m.LegIndex, wrong.Kind, wrong.Source, wrong.Id, reason, left.Actual(), by, now)
        {
            HandlingUnitIds = wrong.Kind == EvidenceKind.Read ? wrong.HandlingUnitIds : null,
        };
    }

    private static RecordActual Instead(Milestone m, CorrectReport c)
    {
        var wrong = m.Evidence.Where(e => Is(e, c)).ToList();
        return new(
            c.Kind ?? m.Kind,
            c.HubId ?? m.HubId,
            c.Report with
            {
                At = c.At ?? wrong[0].At,
                HandlingUnitIds = c.HandlingUnitIds.Count == 0 ? [.. wrong.SelectMany(e => e.HandlingUnitIds)] : c.HandlingUnitIds,
                SaidBy = wrong[0].SaidBy,
                Proof = wrong[0].Proof,
                Remark = wrong[0].Remark,
            });
    }
}
