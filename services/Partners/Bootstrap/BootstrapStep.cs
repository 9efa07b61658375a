using Logistics.EventStore;
using Logistics.Partners.Clients;
using Logistics.Partners.Devices;
using Logistics.Partners.Organisations;

namespace Logistics.Partners.Bootstrap;

/// <summary>
/// Applies the bootstrap file before the service takes its first call. Applying it again changes only what differs, so that every
/// start may do it.
/// </summary>
internal sealed class BootstrapStep(
    IConfiguration configuration, Transactor streams, Administration administration, IServiceScopeFactory scopes,
    ILogger<BootstrapStep> logger) : IHostedService
{
    private static readonly CommandContext AtStart = new() { Actor = "bootstrap" };
    private long position;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration["Hub:Bootstrap"] is not { Length: > 0 } path) return;
        var file = BootstrapFile.Load(path);
        foreach (var organisation in file.Organisations) await Apply(organisation, cancellationToken);
        foreach (var client in file.Clients ?? []) await Apply(client, cancellationToken);
        foreach (var device in file.Devices ?? []) await Apply(device, cancellationToken);
        foreach (var person in file.People ?? []) await Apply(person, cancellationToken);
        if (!await administration.InEffect(position, cancellationToken))
            throw new InvalidOperationException("The projections did not catch up with the bootstrap file; see /health/ready and the log.");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task Apply(BootstrapOrganisation organisation, CancellationToken ct)
    {
        var command = new RegisterOrganisation(organisation.Id, organisation.Name, organisation.Roles);
        return Apply(Organisation.Stream, command.Id, state => OrganisationDecider.Align(state, command), ct);
    }

    private async Task Apply(BootstrapClient client, CancellationToken ct)
    {
        var command = new RegisterClient(client.Id, client.Organisation, client.Roles, Secret.HexHash(client.Secret));
        var (owner, _) = await streams.Load(Organisation.Stream, command.OrganisationId, ct);
        await Apply(Client.Stream, command.Id, state => ClientDecider.Align(state, owner, command), ct);
    }

    private async Task Apply(BootstrapDevice device, CancellationToken ct)
    {
        var command = new RegisterDevice(device.Id, device.Organisation, Secret.HexHash(device.Key));
        var (owner, _) = await streams.Load(Organisation.Stream, command.OrganisationId, ct);
        await Apply(Device.Stream, command.Id, state => DeviceDecider.Align(state, owner, command), ct);
    }

    private async Task Apply(BootstrapPerson person, CancellationToken ct)
    {
        var (owner, _) = await streams.Load(Organisation.Stream, person.Organisation, ct);
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PeopleBootstrap>().Apply(person, owner);
    }

    private async Task Apply<TState>(StreamType<TState> type, string id, Func<TState, Decision> decide, CancellationToken ct)
    {
        var done = await streams.Transact(type, id, decide, AtStart, ct);
        position = Math.Max(position, done.Position);
        switch (done.Refused)
        {
            case null: break;
            // Revoked while the hub ran: the list is older than that and does not bring it back.
            case { Reason: Refusals.Revoked }: logger.StaysRevoked(type.IdOf(id)); break;
            case { } refusal: throw new InvalidOperationException($"Hub:Bootstrap cannot be applied to {type.IdOf(id)}: {refusal.Detail}");
        }
    }
}
