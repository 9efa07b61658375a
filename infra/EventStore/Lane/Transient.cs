using System.Net.Sockets;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>Trouble that passes: the server is away, full, shutting down, or another transaction was in the way.</summary>
internal static class Transient
{
    internal static bool Is(Exception? e) => e switch
    {
        null => false,
        // 08 connection, 25 read-only standby, 40 rollback, 53 resources, 55 in use, 57 intervention, 58 system.
        PostgresException p => p.SqlState[..2] is "08" or "25" or "40" or "53" or "55" or "57" or "58",
        NpgsqlException or TimeoutException or IOException or SocketException => true,
        _ => Is(e.InnerException),
    };
}
