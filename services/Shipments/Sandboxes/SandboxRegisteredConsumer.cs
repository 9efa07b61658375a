using Logistics.Contracts.Partners;
using Logistics.Hosting.Identity;
using Logistics.Shipments.Streams;
using MassTransit;
using NodaTime;

namespace Logistics.Shipments.Sandboxes;

internal sealed class SandboxRegisteredConsumer(SandboxProcess sandboxes, IClock clock) : IConsumer<OrganisationRegistered>
{
    public Task Consume(ConsumeContext<OrganisationRegistered> context) => SandboxOrganisation.Is(context.Message.OrganisationId)
        ? sandboxes.StockFirst(
            context.Message.OrganisationId, clock.GetCurrentInstant(), context.Command("sandbox-registered"), context.CancellationToken)
        : Task.CompletedTask;
}
