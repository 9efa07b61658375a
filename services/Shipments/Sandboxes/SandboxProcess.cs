using Logistics.EventStore;
using Logistics.Hosting;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.Streams;
using Logistics.Shipments.TransportOrders;
using NodaTime;

namespace Logistics.Shipments.Sandboxes;

/// <summary>Empties and stocks a sandbox in one append: whoever looks sees the samples of before or those of after.</summary>
internal sealed class SandboxProcess(JointTransactor streams)
{
    /// <summary>Of an organisation that has just been registered; once.</summary>
    public Task<JointOutcome> StockFirst(string organisation, Instant now, CommandContext context, CancellationToken ct)
    {
        var samples = SampleFreight.For(organisation, now, Ids.New);
        return streams.Transact(
            async draft => (await draft.Load(Sandbox.Stream, organisation, ct)).Samples.Count > 0 ? null : await Stock(draft, organisation, samples, now, ct),
            context,
            ct);
    }

    /// <returns>As answer the shipments' ids, between blanks.</returns>
    public async Task<JointOutcome> Reset(string organisation, Instant now, CommandContext context, CancellationToken ct)
    {
        var samples = SampleFreight.For(organisation, now, Ids.New);
        var answer = string.Join(' ', samples.Select(s => s.Booking.ShipmentId));
        var outcome = await streams.Transact(
            async draft => await Empty(draft, organisation, now, ct) ?? await Stock(draft, organisation, samples, now, ct),
            context with { Answer = answer },
            ct);
        return outcome.Repeated ? outcome : outcome with { Answer = answer };
    }

    private static async Task<Refusal?> Empty(Draft draft, string organisation, Instant now, CancellationToken ct)
    {
        foreach (var sample in (await draft.Load(Sandbox.Stream, organisation, ct)).Samples)
        {
            await draft.Decide(Shipment.Stream, sample.ShipmentId, s => SandboxDecider.DiscardShipment(s, now), ct);
            foreach (var order in sample.TransportOrderIds)
                await draft.Decide(TransportOrder.Stream, order, o => SandboxDecider.DiscardOrder(o, now), ct);
        }

        return null;
    }

    private static async Task<Refusal?> Stock(Draft draft, string organisation, IReadOnlyList<SampleShipment> samples, Instant now, CancellationToken ct)
    {
        foreach (var (booking, legs) in samples)
        {
            draft.Begin(Shipment.Stream, booking.ShipmentId);
            if (await draft.Decide(Shipment.Stream, booking.ShipmentId, s => ShipmentDecider.Book(s, booking, Sandbox.Operator, now), ct) is { } refused) return refused;
            await draft.Decide(Shipment.Stream, booking.ShipmentId, s => ShipmentDecider.AssignItinerary(s, new(1, 1, legs, "sample"), _ => false), ct);
            foreach (var leg in legs)
            {
                draft.Begin(TransportOrder.Stream, leg.TransportOrderId);
                // No time to respond by: a sandbox waits for whoever tries it.
                var tender = new TransportOrderTendered(leg.TransportOrderId, booking.ShipmentId, Sandbox.Operator, leg, booking.HandlingUnits, now);
                await draft.Decide(TransportOrder.Stream, leg.TransportOrderId, o => TransportOrderDecider.Tender(o, tender), ct);
            }
        }

        var stocked = new SandboxStocked(
            organisation, [.. samples.Select(s => new Sample(s.Booking.ShipmentId, [.. s.Legs.Select(l => l.TransportOrderId)]))], now);
        return await draft.Decide(Sandbox.Stream, organisation, _ => Decision.Accept(stocked), ct);
    }
}
