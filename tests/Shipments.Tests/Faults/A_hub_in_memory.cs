using Logistics.EventStore;
using Logistics.Shipments.HandlingUnits;
using Logistics.Shipments.Handovers;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.Streams;
using Logistics.Shipments.TransportOrders;
using NodaTime;

namespace Logistics.Shipments.Tests;

/// <summary>The service's processes over a log in memory, and what two carriers and the gateways tell them of one shipment.</summary>
internal sealed class A_hub_in_memory
{
    private readonly JointTransactor streams;
    private readonly FactProcess facts;
    private readonly HandoverProcess handovers;
    private readonly KeyedCommands commands;

    public A_hub_in_memory()
    {
        streams = new(Log);
        facts = new(streams);
        handovers = new(streams);
        commands = new(streams, Log);
    }

    public MemoryLog Log { get; } = new();

    public async Task Begin()
    {
        await new BookingProcess(streams, new(Known.Hub)).Book(Known.Booking, Known.Now, CommandContext.None, default);
        await new ItineraryProcess(streams).Assign("shp-1", new(1, 1, Known.Legs, "earliest arrival"), Known.Now, CommandContext.None, default);
    }

    /// <summary>In the order in which it happens; each answers whether it was taken.</summary>
    public IReadOnlyList<Func<Task<bool>>> Story() =>
    [
        () => Accepts("to-1", Known.Carrier),
        () => Accepts("to-2", Known.OtherCarrier),
        () => Reports(MilestoneKind.Collected, "DEDTM", Known.Carrier, "r-1", Known.At(10, 50)),
        () => Confirms(HandoverSide.Releasing, Known.Shipper, Known.Carrier, "DEDTM", Known.At(10, 50)),
        () => Confirms(HandoverSide.Receiving, Known.Shipper, Known.Carrier, "DEDTM", Known.At(10, 52)),
        () => Reports(MilestoneKind.Departed, "DEDTM", Known.Carrier, "r-2", Known.At(11, 2)),
        () => Reads(MilestoneKind.Departed, "DEDTM", Known.Unit, Known.At(11, 1)),
        () => Reads(MilestoneKind.Arrived, "DEHAM", Known.SecondUnit, Known.At(11, 40)),
        () => Reads(MilestoneKind.Arrived, "DEHAG", Known.Unit, Known.At(12, 3)),
        () => Reads(MilestoneKind.Arrived, "DEHAG", Known.SecondUnit, Known.At(12, 40)),
        () => Reports(MilestoneKind.Unloaded, "DEHAG", Known.Carrier, "r-3", Known.At(12, 45)),
        () => Reports(MilestoneKind.Delivered, "DESIE", Known.OtherCarrier, "r-1", Known.At(12, 50), Known.Unit),
        () => Corrects(Known.OtherCarrier, "r-1", "c-1", CorrectionReason.DidNotOccur, null),
        () => Confirms(HandoverSide.Receiving, Known.Carrier, Known.OtherCarrier, "DEHAG", Known.At(13, 5)),
        () => Confirms(HandoverSide.Releasing, Known.Carrier, Known.OtherCarrier, "DEHAG", Known.At(13)),
        () => Reports(MilestoneKind.Departed, "DEHAG", Known.OtherCarrier, "r-2", Known.At(14)),
        () => Corrects(Known.OtherCarrier, "r-2", "c-2", CorrectionReason.IncorrectData, Known.Local(Known.At(13, 10))),
        () => Reports(MilestoneKind.Arrived, "DESIE", Known.OtherCarrier, "r-3", Known.At(15)),
        () => Reads(MilestoneKind.Arrived, "DESIE", Known.Unit, Known.At(15, 1)),
        () => Reports(MilestoneKind.DeliveryAttempted, "DESIE", Known.OtherCarrier, "r-4", Known.At(15, 30)),
        () => Reports(MilestoneKind.Delivered, "DESIE", Known.OtherCarrier, "r-5", Known.At(16), Known.Unit),
        () => Reports(MilestoneKind.Delivered, "DESIE", Known.OtherCarrier, "r-6", Known.At(17), Known.SecondUnit),
    ];

    public async Task<string> Outcome()
    {
        var (shipment, first, second) = (await Folded(Shipment.Stream, "shp-1"), await Folded(TransportOrder.Stream, "to-1"), await Folded(TransportOrder.Stream, "to-2"));
        var claims = new[] { Known.Unit, Known.SecondUnit }.Select(async u => (await Folded(HandlingUnit.Stream, u)).InForce()?.ShipmentId ?? "free");
        return string.Join(
            '\n',
            [$"{shipment.State()}, orders {first.State} {second.State}, units {string.Join(' ', await Task.WhenAll(claims))}", .. Told.Of(shipment)]);
    }

    private async Task<T> Folded<T>(StreamType<T> type, string id)
        => (await Log.Load(type.IdOf(id), 0, default)).Aggregate(type.Initial, (s, e) => type.Evolve(s, e.Data));

    private async Task<bool> Accepts(string order, string carrier) => (await commands.Decide(
        TransportOrder.Stream, order, 0, _ => true, o => TransportOrderDecider.Accept(o, carrier), With($"{carrier}:accept-{order}"), default)).Refused is null;

    private async Task<bool> Reports(MilestoneKind kind, string hub, string carrier, string id, Instant at, params string[] units)
        => Taken(await facts.Report(
            "shp-1", new(kind, hub, Known.Report(at, id, units) with { Source = carrier }), carrier, With($"{carrier}:report:{id}"), default));

    private async Task<bool> Corrects(string carrier, string wrong, string id, CorrectionReason reason, EventTime? at)
        => Taken(await facts.Correct(
            "shp-1", new(carrier, wrong, reason, null, null, at, [], Known.Report(Known.Now, id) with { Source = carrier }), carrier, Known.Now,
            With($"{carrier}:report:{id}"), default));

    private async Task<bool> Reads(MilestoneKind kind, string hub, string unit, Instant at)
    {
        var read = Known.Read(at, $"{unit}/{kind}/{hub}") with { HandlingUnitIds = [unit] };
        var message = new Guid(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(read.Id)));
        return Taken(await facts.Sight(unit, new(kind, hub, read), CommandContext.None with { Inbox = new("reads", message) }, default));
    }

    private async Task<bool> Confirms(HandoverSide side, string from, string to, string hub, Instant at)
    {
        var by = side == HandoverSide.Releasing ? from : to;
        return Taken(await handovers.Confirm(
            new("shp-1", hub, from, to, ""), new(side, [], Known.Local(at), Known.Now, ""), by, Known.Now, With($"{by}:{side}-{hub}"), default));
    }

    private static CommandContext With(string key) => CommandContext.None with { IdempotencyKey = key, RequestDigest = key };

    private static bool Taken(JointOutcome outcome) => outcome.Refused is null;
}
