using System.Data;
using System.Diagnostics;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>A connection of the lane, opened when needed and looked at first after a pause, with the statement prepared on it.</summary>
internal sealed class LaneSession(StoreConnection settings, TimeSpan staleAfter) : IAsyncDisposable
{
    private NpgsqlConnection? connection;
    private NpgsqlCommand? command;
    private long usedAt;

    private bool IsBroken => connection is not { State: ConnectionState.Open };

    internal async Task<NpgsqlCommand> Ready()
    {
        // A connection that Npgsql itself has found broken throws InvalidOperationException on use, which says nothing of a server.
        if (command is not null && (IsBroken || (Stopwatch.GetElapsedTime(usedAt) > staleAfter && !await Alive()))) await Drop();
        if (command is null)
        {
            connection = new NpgsqlConnection(settings.Session);
            await connection.OpenAsync();
            command = await LaneCommand.Prepare(connection, CancellationToken.None);
        }

        usedAt = Stopwatch.GetTimestamp();
        return command;
    }

    internal async Task Drop()
    {
        if (command is not null) await command.DisposeAsync();
        command = null;
        if (connection is not null) await connection.DisposeAsync();
        connection = null;
    }

    public async ValueTask DisposeAsync() => await Drop();

    private async Task<bool> Alive()
    {
        try
        {
            await using var look = new NpgsqlCommand("select 1", connection);
            await look.ExecuteScalarAsync();
            return !IsBroken;
        }
        catch (Exception e) when (Transient.Is(e) || IsBroken)
        {
            return false;
        }
    }
}
