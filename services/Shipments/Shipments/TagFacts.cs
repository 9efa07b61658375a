using Logistics.EventStore;
using Logistics.Shipments.HandlingUnits;
using Logistics.Shipments.Streams;
using MassTransit;
using NodaTime;

namespace Logistics.Shipments.Shipments;

/// <summary>
/// What Tags tells of a tag goes to the shipment that has its unit now, or had it last: a tag that is silent, flat or off concerns who has
/// the goods, whenever it was measured. Where nobody ever booked the unit it goes to nobody.
/// </summary>
internal sealed class TagFacts(JointTransactor streams, IClock clock)
{
    public Task Tell(ConsumeContext message, string consumer, string unitId, Func<Shipment, Decision> decide)
    {
        var (now, ct) = (clock.GetCurrentInstant(), message.CancellationToken);
        return streams.Transact(
            async draft => (await draft.Load(HandlingUnit.Stream, unitId, ct)).At(now) is { } claim
                ? await draft.Decide(Shipment.Stream, claim.ShipmentId, decide, ct)
                : null,
            message.Command(consumer),
            ct);
    }
}
