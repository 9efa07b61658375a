using Logistics.EventStore;
using Logistics.Shipments.Streams;
using MassTransit;
using Contract = Logistics.Contracts.Partners;

namespace Logistics.Shipments.Organisations;

internal sealed class OrganisationDeactivatedConsumer(Transactor transactor) : IConsumer<Contract.OrganisationDeactivated>
{
    public Task Consume(ConsumeContext<Contract.OrganisationDeactivated> context)
    {
        var m = context.Message;
        var deactivated = new OrganisationDeactivated(m.OrganisationId, m.Origin.Version);
        return transactor.Transact(
            Organisation.Stream, m.OrganisationId, o => OrganisationDecider.Deactivate(o, deactivated),
            context.Command("organisation-deactivated"), context.CancellationToken);
    }
}

internal sealed class OrganisationReactivatedConsumer(Transactor transactor) : IConsumer<Contract.OrganisationReactivated>
{
    public Task Consume(ConsumeContext<Contract.OrganisationReactivated> context)
    {
        var m = context.Message;
        var reactivated = new OrganisationReactivated(m.OrganisationId, m.Origin.Version);
        return transactor.Transact(
            Organisation.Stream, m.OrganisationId, o => OrganisationDecider.Reactivate(o, reactivated),
            context.Command("organisation-reactivated"), context.CancellationToken);
    }
}
