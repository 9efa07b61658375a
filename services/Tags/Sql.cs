using Logistics.EventStore;
using NodaTime;
using Npgsql;

namespace Logistics.Tags;

/// <summary>Short forms for statements with parameters.</summary>
internal static class Sql
{
    internal static void Add(this NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        batch.BatchCommands.Add(command);
    }

    /// <summary>The id within a stream's name: <c>X</c> of <c>tag-X</c>.</summary>
    internal static string KeyOf<TState>(this StreamType<TState> type, string streamId) => streamId[(type.Name.Length + 1)..];
}

/// <summary>Columns as NodaTime and with null.</summary>
internal static class Rows
{
    internal static Instant GetInstant(this NpgsqlDataReader row, int column) => Instant.FromDateTimeUtc(row.GetDateTime(column));

    internal static string? Text(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    internal static Instant? Time(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInstant(column);
}
