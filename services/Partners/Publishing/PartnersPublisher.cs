using Logistics.EventStore;
using Logistics.Partners.Grants;
using Logistics.Partners.Organisations;
using MassTransit;
using Contract = Logistics.Contracts.Partners;

namespace Logistics.Partners.Publishing;

/// <summary>Tells the other services who is in the network and who may see what. Credentials are nobody else's business.</summary>
internal sealed class PartnersPublisher(IBus bus, Transactor streams) : Subscription
{
    public override string Name => "PartnersPublisher";

    public override async Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
    {
        foreach (var e in batch)
            if (await MessageOf(e, ct) is { } message)
                await bus.Tell(e, message, ct);
    }

    private async Task<object?> MessageOf(StoredEvent e, CancellationToken ct) => e.Data switch
    {
        OrganisationRegistered o => new Contract.OrganisationRegistered(e.Origin(), o.OrganisationId, o.Name, o.Roles),
        OrganisationChanged o => new Contract.OrganisationRegistered(e.Origin(), o.OrganisationId, o.Name, o.Roles),
        GrantGiven given => Changed(e, new(given, null)),
        GrantRevoked revoked => Changed(e, (await streams.Load(Grant.Stream, revoked.GrantId, ct)).State),
        _ => null,
    };

    private static Contract.GrantChanged Changed(StoredEvent e, Grant grant)
    {
        var given = grant.Given!;
        return new(e.Origin(), given.GrantId, given.From, given.To, given.Kinds, given.ShipmentIds, given.Until, grant.Revoked?.At);
    }
}
