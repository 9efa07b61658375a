using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Identity;
using Logistics.Partners.GrantList;
using Logistics.Partners.Introspection;
using Logistics.Partners.OrganisationList;
using HubRefusals = Logistics.Hosting.Grpc.Refusals;

namespace Logistics.Partners.Organisations;

/// <summary>What each administrative command has around its decision: who may, who did, and waiting until it is in effect.</summary>
internal sealed class Administration(Transactor streams, ProjectionProgress progress)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The caller, where its organisation operates the hub; the role alone would not do, should that ever change hands.</summary>
    internal async Task<Caller> Administrator(ServerCallContext context)
    {
        var caller = context.Caller();
        return await Operates(caller, context.CancellationToken)
            ? caller
            : throw Mapping.Exception(new(Refusals.NotPermitted, "Only the operating organisation administrates."));
    }

    /// <summary>The caller's organisation operates the hub.</summary>
    internal async Task<bool> Operates(Caller caller, CancellationToken ct)
    {
        var (organisation, _) = await streams.Load(Organisation.Stream, caller.Organisation, ct);
        return organisation is Organisation.Registered { Operates: true };
    }

    /// <summary>Why nobody signs in for an organisation; null where it is active.</summary>
    internal async Task<Refusal?> Barred(string organisation, CancellationToken ct)
    {
        var (known, _) = await streams.Load(Organisation.Stream, organisation, ct);
        return known is Organisation.Registered { Deactivated: true }
            ? new(Refusals.OrganisationDeactivated, $"Organisation {organisation} is deactivated.")
            : null;
    }

    /// <summary>Decides, records and waits until the answers of this service show it.</summary>
    internal async Task Done<TState>(
        Caller caller, StreamType<TState> type, string id, Func<TState, Decision> decide, ServerCallContext context)
    {
        var done = await streams.Transact(type, id, decide, new CommandContext { Actor = caller.Actor }, context.CancellationToken);
        if (done.Refused is { } refusal) throw Mapping.Exception(refusal);
        await SeeInEffect(done.Position, context.CancellationToken);
    }

    /// <summary>Waits until the answers of this service show it.</summary>
    internal async Task SeeInEffect(long position, CancellationToken ct)
    {
        if (!await InEffect(position, ct))
            throw HubRefusals.Of(StatusCode.Unavailable, "not-yet-in-effect", "It is recorded, but not yet in effect; try again.");
    }

    internal async Task<bool> InEffect(long position, CancellationToken ct)
        => await progress.WaitFor(CurrentCredentials.ProjectionName, position, Patience, ct)
            && await progress.WaitFor(DeactivatedOrganisations.ProjectionName, position, Patience, ct)
            && await progress.WaitFor(OrganisationListProjection.ProjectionName, position, Patience, ct)
            && await progress.WaitFor(GrantListProjection.ProjectionName, position, Patience, ct);
}
