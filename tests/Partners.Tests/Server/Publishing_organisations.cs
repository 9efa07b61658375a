using System.Collections.Concurrent;
using FluentAssertions;
using Logistics.Contracts.Partners;
using Logistics.Hosting.Http;
using MassTransit;
using Xunit;

namespace Logistics.Partners.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class Publishing_organisations : IAsyncLifetime
{
    private readonly RunningPartners partners = new();
    private readonly ConcurrentQueue<OrganisationRegistered> heard = [];
    private IBusControl? listener;

    public async Task InitializeAsync()
    {
        await partners.InitializeAsync();
        listener = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(new Uri(partners.Broker));
            rabbit.ConfigureJsonSerializerOptions(json =>
            {
                json.AddHubConverters();
                return json;
            });
            rabbit.ReceiveEndpoint("listener", queue => queue.Handler<OrganisationRegistered>(message =>
            {
                heard.Enqueue(message.Message);
                return Task.CompletedTask;
            }));
        });
        await listener.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await listener!.StopAsync();
        await partners.DisposeAsync();
    }

    [Fact]
    public async Task A_new_organisation_is_heard_by_whoever_listens()
    {
        await partners.Organisations.RegisterOrganisationAsync(
            new V1.RegisterOrganisationRequest { Organisation = new() { Id = "org-olpe", Name = "Olpe Express", Roles = { "carrier" } } },
            await partners.AsAdmin());

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        OrganisationRegistered? message;
        while ((message = heard.FirstOrDefault(o => o.OrganisationId == "org-olpe")) is null) await Task.Delay(50, deadline.Token);

        message.Name.Should().Be("Olpe Express");
        message.Roles.Should().Equal("carrier");
        message.Origin.Stream.Should().Be("organisation-org-olpe");
        message.Origin.Version.Should().Be(1);
    }
}
