using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;

namespace Logistics.Local;

/// <summary>
/// A PostgreSQL server of our own: data, socket and log in the run folder, a free loopback port, passwords by SCRAM,
/// nothing global touched. fsync, synchronous_commit and full_page_writes stay as they come: on.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private const string Admin = "app";
    private const int SocketPathLimit = 107;

    private PrivatePostgres(SupervisedProcess process, PostgresServer server)
    {
        Process = process;
        Server = server;
    }

    public PostgresServer Server { get; }

    /// <summary>To stop and restart it; killed as by a power cut, it is started again at once and recovers.</summary>
    public SupervisedProcess Process { get; }

    /// <summary>Initialises the data folder at first use, ends what an earlier crash left running, and starts the server.</summary>
    public static async Task<PrivatePostgres> Start(RunFolder run, int? preferredPort = null, CancellationToken ct = default)
    {
        var programs = PostgresPrograms.Find()
            ?? throw new InvalidOperationException($"No PostgreSQL 15 or newer is installed: install it, or name a server in {PostgresServer.Variable}.");
        var user = await OrdinaryUser.Needed(run.Say, ct);
        var folder = await PostgresFolder.Prepare(run, user, ct);
        var password = run.Secrets.Get("postgres-app");
        await folder.EndLeftover(run.Say, ct);
        await folder.Initialise(programs, Admin, password, ct);

        var port = run.Ports.Take("postgres", preferredPort);
        var server = new PostgresServer(new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Database = "postgres",
            Username = Admin,
            Password = password,
        }.ConnectionString, run.Secrets);
        var spec = new ProcessSpec("PostgreSQL", programs.Postgres, Arguments(folder, port))
        {
            User = user,
            Environment = PostgresFolder.Environment,
            StopSignal = PosixSignal.SIGINT,   // "fast": ends sessions, keeps every commit
            Grace = TimeSpan.FromSeconds(60),
        };
        var postgres = new PrivatePostgres(new(spec, run.Log("postgres"), server.Answers, run.Say), server);
        try
        {
            await postgres.Process.Start(ct);
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }

        return postgres;
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private static string[] Arguments(PostgresFolder folder, int port)
    {
        // Where the path is too long for a Unix socket, loopback TCP alone does: it is what the services use.
        var sockets = folder.Sockets.Length + "/.s.PGSQL.65535.lock".Length <= SocketPathLimit ? folder.Sockets : "";
        string[] settings =
        [
            $"port={port.ToString(CultureInfo.InvariantCulture)}",
            "listen_addresses=127.0.0.1",
            $"unix_socket_directories={sockets}",
            "max_connections=300",
            "shared_buffers=256MB",
            "max_wal_size=2GB",

            // Keeps segments for the next rush.
            "min_wal_size=1GB",
            "wal_compression=lz4",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_line_prefix=%m [%p] %u@%d ",
        ];
        return ["-D", folder.Data, .. settings.SelectMany(setting => new[] { "-c", setting })];
    }
}
