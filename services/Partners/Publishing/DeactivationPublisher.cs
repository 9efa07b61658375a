using Logistics.EventStore;
using Logistics.Partners.Organisations;
using MassTransit;
using Contract = Logistics.Contracts.Partners;

namespace Logistics.Partners.Publishing;

/// <summary>
/// Tells for whom nobody acts. Apart from <see cref="PartnersPublisher"/>, which had gone past them: it starts at the log's beginning, and so
/// tells of those who were deactivated before anybody was told.
/// </summary>
internal sealed class DeactivationPublisher(IBus bus) : Subscription
{
    public override string Name => "DeactivationPublisher";

    public override async Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
    {
        foreach (var e in batch)
            if (MessageOf(e) is { } message) await bus.Tell(e, message, ct);
    }

    private static object? MessageOf(StoredEvent e) => e.Data switch
    {
        OrganisationDeactivated o => new Contract.OrganisationDeactivated(e.Origin(), o.OrganisationId, o.At),
        OrganisationReactivated o => new Contract.OrganisationReactivated(e.Origin(), o.OrganisationId, o.At),
        _ => null,
    };
}
