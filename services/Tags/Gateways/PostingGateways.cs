using System.Collections.Concurrent;
using Logistics.Hosting.Identity;
using Logistics.Tags.Journal;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Gateways;

/// <summary>The gateway that calls: a device posts only as itself, and only once it is registered here.</summary>
internal sealed class PostingGateways(NpgsqlDataSource database, IClock clock)
{
    /// <summary>A moved gateway posts under its old read point for at most this long.</summary>
    private static readonly Duration KeptFor = Duration.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (PostingGateway Gateway, Instant Until)> _known = new();

    /// <summary>Null where the caller is no registered gateway of its organisation.</summary>
    internal async ValueTask<PostingGateway?> Find(Caller caller, CancellationToken ct)
    {
        if (caller.Kind != CallerKind.Device) return null;
        return await Find(caller.Id, ct) is { } gateway && gateway.Owner == caller.Organisation ? gateway : null;
    }

    /// <summary>By its id, where somebody else has seen to it that it is itself.</summary>
    internal async ValueTask<PostingGateway?> Find(string id, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (_known.TryGetValue(id, out var kept) && kept.Until > now) return kept.Gateway;

        await using var find = database.CreateCommand("select owner, read_point from gateway_directory where id = $1");
        find.Parameters.Add(new() { Value = id });
        await using var row = await find.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return null;
        var gateway = new PostingGateway(id, row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1));
        _known[id] = (gateway, now + KeptFor);
        return gateway;
    }
}
