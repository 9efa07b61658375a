using Npgsql;

namespace Logistics.Hosting;

/// <summary>Which faults are of what a service stands on, so that trying again may help.</summary>
internal static class BackingFaults
{
    /// <summary>Away, or took longer than a statement may.</summary>
    internal static bool Are(Exception e) => e switch
    {
        PostgresException postgres => postgres.IsTransient || postgres.SqlState == PostgresErrorCodes.QueryCanceled,
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is IOException or System.Net.Sockets.SocketException or TimeoutException,
        _ => e.InnerException is NpgsqlException inner && Are(inner),
    };
}
