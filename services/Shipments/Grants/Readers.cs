using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Shipments.Deadlines;
using Logistics.Shipments.Feeds;
using NodaTime;
using Npgsql;

namespace Logistics.Shipments.Grants;

/// <summary>As whom a caller asks: its organisation, or through a grant that was given to it.</summary>
/// <param name="Key">What rows of lists and feeds are by.</param>
internal sealed record Reader(string Key, string Organisation, Sight? Grant)
{
    public bool SeesDocuments => Grant is null || Grant.Kinds.Contains(InformationKinds.Documents);

    public V1.Shipment Show(V1.Shipment wire) => Grant is { } sight ? Redaction.Show(wire, sight) : wire;

    public V1.DocumentInfo Show(V1.DocumentInfo wire) => Grant is { } sight ? Redaction.Show(wire, sight) : wire;
}

/// <param name="Kinds">Of <see cref="InformationKinds"/>.</param>
internal sealed record Sight(string GrantId, IReadOnlySet<string> Kinds);

internal sealed class Readers(NpgsqlDataSource database, GrantEnds ends, IClock clock)
{
    private const string Open =
        $"select kinds from {GrantSightProjection.Table} where id = $1 and receiver = $2 and until > $3 and not revoked";

    /// <exception cref="Grpc.Core.RpcException">`grant-not-found`: there is none, it is another's, or it has ended.</exception>
    public async Task<Reader> Of(Caller caller, string grantId, CancellationToken ct)
    {
        if (grantId.Length == 0) return new(caller.Organisation, caller.Organisation, null);
        var id = Check.Id(grantId, "grant_id");
        return await Find(id, caller.Organisation, ct) is { } sight ? new(GrantKey.Of(id), caller.Organisation, sight) : throw NotFound();
    }

    /// <summary>Lets a watch run until it ends by itself, or the grant does: then it is cancelled and refused.</summary>
    public async Task WhileOpen(Reader reader, Func<CancellationToken, Task> watch, CancellationToken ct)
    {
        if (reader.Grant is not { } grant)
        {
            await watch(ct);
            return;
        }

        using var open = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var watching = watch(open.Token);
        var ended = ends.Of(grant.GrantId, open.Token);
        var first = await Task.WhenAny(watching, ended);
        await open.CancelAsync();
        if (first == ended) await watching.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await first;
        if (first == ended) throw NotFound();
    }

    private async Task<Sight?> Find(string id, string organisation, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Open);
        command.Parameters.Add(Sql.Of(id));
        command.Parameters.Add(Sql.Of(organisation));
        command.Parameters.Add(Sql.Of(DeadlineProjection.Micros(clock.GetCurrentInstant())));
        return await command.ExecuteScalarAsync(ct) is string[] kinds ? new(id, kinds.ToHashSet()) : null;
    }

    private static Grpc.Core.RpcException NotFound() => new EventStore.Refusal(Reasons.GrantNotFound, "There is no such grant (any more).").ToRpc();
}
