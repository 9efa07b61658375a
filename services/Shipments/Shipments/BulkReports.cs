using Logistics.EventStore;
using Logistics.Shipments.Streams;

namespace Logistics.Shipments.Shipments;

internal sealed record CheckedReport(string ShipmentId, RecordActual Fact, string Organisation, CommandContext With);

/// <summary>
/// Many reports at once: their shipments are loaded by one query, and all are appended side by side, so that they share the log's
/// commits. Reports of one shipment keep their order.
/// </summary>
internal sealed class BulkReports(IEventLog log, JointTransactor streams, FactProcess facts)
{
    /// <summary>As many as the log takes into one commit.</summary>
    public const int Most = 256;

    /// <returns>One outcome a report, in their order.</returns>
    public async Task<IReadOnlyList<JointOutcome>> Record(IReadOnlyList<CheckedReport> reports, CancellationToken ct)
    {
        var outcomes = new JointOutcome[reports.Count];
        var loaded = await log.LoadMany([.. reports.Select(r => Shipment.Stream.IdOf(r.ShipmentId)).Distinct()], ct);
        await Task.WhenAll(Enumerable.Range(0, reports.Count).GroupBy(i => reports[i].ShipmentId).Select(OfOneShipment));
        return outcomes;

        async Task OfOneShipment(IEnumerable<int> places)
        {
            Draft? draft = null;
            foreach (var i in places) (outcomes[i], draft) = await facts.Report(draft ?? streams.Begin(loaded), reports[i], ct);
        }
    }
}
