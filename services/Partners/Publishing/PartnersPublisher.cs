using Logistics.Contracts;
using Logistics.EventStore;
using Logistics.Partners.Organisations;
using MassTransit;
using Contract = Logistics.Contracts.Partners.OrganisationRegistered;

namespace Logistics.Partners.Publishing;

/// <summary>Tells the other services who is in the network. Credentials are nobody else's business.</summary>
internal sealed class PartnersPublisher(IBus bus) : Subscription
{
    public override string Name => "PartnersPublisher";

    public override async Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
    {
        foreach (var e in batch)
            if (MessageOf(e) is { } message) await bus.Publish(message, publish => publish.MessageId = e.Id, ct);
    }

    internal static Contract? MessageOf(StoredEvent e) => e.Data switch
    {
        OrganisationRegistered o => new(OriginOf(e), o.OrganisationId, o.Name, o.Roles),
        OrganisationChanged o => new(OriginOf(e), o.OrganisationId, o.Name, o.Roles),
        _ => null,
    };

    private static Origin OriginOf(StoredEvent e) => new(e.StreamId, e.Version, e.Position);
}
