using Npgsql;

namespace Logistics.EventStore;

/// <summary>The connection strings that the store derives from the service's one.</summary>
internal sealed record StoreConnection(string Pooled)
{
    internal static StoreConnection Parse(string connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            throw new ArgumentException("The event store has no connection string. Set Hub:Postgres.", nameof(connectionString));
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.ApplicationName ??= System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name;
        if (!connectionString.Contains("pool", StringComparison.OrdinalIgnoreCase)) builder.MaxPoolSize = 30;
        return new StoreConnection(builder.ConnectionString);
    }

    /// <summary>A session of its own, for locks and LISTEN: closing it ends it, and a dead peer is noticed.</summary>
    internal string Session => new NpgsqlConnectionStringBuilder(Pooled) { Pooling = false, KeepAlive = 10 }.ConnectionString;

    /// <summary>Unqualified names resolve in the schema first: how a projection is built beside the live one.</summary>
    internal string In(string schema)
        => new NpgsqlConnectionStringBuilder(Pooled) { Pooling = false, SearchPath = $"{schema},public" }.ConnectionString;
}
