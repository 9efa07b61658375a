using Npgsql;

namespace Logistics.Local;

/// <summary>A PostgreSQL server on which we may create databases and roles: a private one, or the one named in LOGISTICS_POSTGRES.</summary>
public sealed class PostgresServer(string adminConnectionString, Secrets secrets)
{
    public const string Variable = "LOGISTICS_POSTGRES";
    private const int LongestName = 50;

    public string AdminConnectionString => adminConnectionString;

    /// <summary>
    /// A database of its own with a login role of the same name as owner, and the role `name_query` without login,
    /// which queries take on so that row-level security binds them. Repeating it changes nothing.
    /// </summary>
    /// <returns>The connection string of the owning role.</returns>
    public async Task<string> CreateServiceDatabase(string name, CancellationToken ct = default)
    {
        if (name.Length is 0 or > LongestName || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
        {
            throw new ArgumentException($"'{name}' is no database name of ours: lower-case letters, digits and _ only.", nameof(name));
        }

        var password = secrets.Get($"postgres-{name}");
        await using var connection = new NpgsqlConnection(Unpooled());
        await connection.OpenAsync(ct);
        await CreateRoles(connection, name, password, ct);
        if (!await Exists(connection, "select 1 from pg_database where datname = $1", name, ct))
        {
            await Execute(connection, $"create database \"{name}\" owner \"{name}\"", ct);
            await Execute(connection, $"revoke connect, temporary on database \"{name}\" from public", ct);
        }

        return new NpgsqlConnectionStringBuilder(adminConnectionString)
        {
            Database = name,
            Username = name,
            Password = password,
            ApplicationName = name,
            MaxPoolSize = 50,
        }.ConnectionString;
    }

    /// <summary>Drops a database made by <see cref="CreateServiceDatabase"/> and its roles, whoever is connected.</summary>
    public async Task DropServiceDatabase(string name, CancellationToken ct = default)
    {
        await using var connection = new NpgsqlConnection(Unpooled());
        await connection.OpenAsync(ct);
        await Execute(connection, $"drop database if exists \"{name}\" with (force)", ct);
        await Execute(connection, $"drop role if exists \"{name}\", \"{name}_query\"", ct);
    }

    /// <summary>Whether the server takes connections now.</summary>
    public async Task<bool> Answers(CancellationToken ct = default)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Unpooled());
            await connection.OpenAsync(ct);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task CreateRoles(NpgsqlConnection connection, string name, string password, CancellationToken ct)
    {
        var login = await Exists(connection, "select 1 from pg_roles where rolname = $1", name, ct) ? "alter" : "create";
        await Execute(connection, $"{login} role \"{name}\" login password '{password}'", ct);
        if (!await Exists(connection, "select 1 from pg_roles where rolname = $1", $"{name}_query", ct))
        {
            await Execute(connection, $"create role \"{name}_query\" nologin", ct);
        }

        await Execute(connection, $"grant \"{name}_query\" to \"{name}\"", ct);
        if (!await Exists(connection, "select 1 from pg_roles where rolsuper and rolname = current_user", null, ct))
        {
            // Only a member of a role may make it a database's owner.
            await Execute(connection, $"grant \"{name}\" to current_user", ct);
        }
    }

    private static async Task<bool> Exists(NpgsqlConnection connection, string sql, string? name, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (name is not null)
        {
            command.Parameters.Add(new() { Value = name });
        }

        return await command.ExecuteScalarAsync(ct) is not null;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private string Unpooled() => new NpgsqlConnectionStringBuilder(adminConnectionString) { Pooling = false, Timeout = 5 }.ConnectionString;
}
