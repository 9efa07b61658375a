using System.Globalization;
using System.Runtime.InteropServices;

namespace Logistics.Local;

/// <summary>The server's folder, owned by the user it runs as: data/ and sockets/.</summary>
internal sealed record PostgresFolder(string Path, OrdinaryUser? User)
{
    private static readonly TimeSpan ShutDown = TimeSpan.FromSeconds(30);

    /// <summary>PG* variables of the operator's would redirect the programs; messages are wanted in one language.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Environment = new Dictionary<string, string?>
    {
        ["LC_ALL"] = "C.UTF-8",
        ["PGDATA"] = null,
        ["PGPORT"] = null,
        ["PGHOST"] = null,
        ["PGOPTIONS"] = null,
    };

    public string Data => System.IO.Path.Combine(Path, "data");
    public string Sockets => System.IO.Path.Combine(Path, "sockets");

    /// <summary>
    /// .run/postgres; or, where the server's user cannot get there (a checkout under /root), a folder under /var/tmp
    /// that .run/postgres links to.
    /// </summary>
    public static async Task<PostgresFolder> Prepare(RunFolder run, OrdinaryUser? user, CancellationToken ct)
    {
        var path = run.In("postgres");
        Directory.CreateDirectory(path);
        if (user is not null && !await user.MayEnter(run.Path, ct) && new DirectoryInfo(path).LinkTarget is null)
        {
            Directory.Delete(path);
            var elsewhere = Directory.CreateDirectory($"/var/tmp/logistics-{Guid.NewGuid():N}").FullName;
            Directory.CreateSymbolicLink(path, elsewhere);
            run.Say($"The user {user.Name} may not enter {run.Path}: PostgreSQL's data go to {elsewhere}, linked from {path}");
        }

        var folder = new PostgresFolder(new DirectoryInfo(path).ResolveLinkTarget(true)?.FullName ?? path, user);
        Directory.CreateDirectory(folder.Sockets);
        if (user is not null)
        {
            await Command.Run("chown", [$"{user.Uid}:{user.Gid}", folder.Path, folder.Sockets], ct: ct);
        }

        await Command.Run("chmod", ["700", folder.Path, folder.Sockets], ct: ct);
        return folder;
    }

    /// <summary>initdb, once; into a folder beside, so that a half-made one is never taken for data.</summary>
    public async Task Initialise(PostgresPrograms programs, string admin, string password, CancellationToken ct)
    {
        if (Directory.Exists(Data))
        {
            return;
        }

        var part = $"{Data}.part";
        await Command.Run("rm", ["-rf", part], ct: ct);
        var passwordFile = $"{Data}.password";
        Secrets.Write(passwordFile, password);
        if (User is not null)
        {
            await Command.Run("chown", [User.Uid, passwordFile], ct: ct);
        }

        // Until there are old segments of the log to use again, whoever commits waits while a new one is written full of zeros: of 16 MB
        // that took 60 ms.
        string[] arguments =
        [
            "-D", part, "-U", admin, "--auth=scram-sha-256", $"--pwfile={passwordFile}",
            "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", "--wal-segsize=4",
        ];
        await Command.Run(programs.InitDb, arguments, User, Environment, ct: ct);
        File.Delete(passwordFile);
        Directory.Move(part, Data);
    }

    /// <summary>
    /// A server that an earlier, killed launcher left behind gets the kernel's signal and is ending; one that does
    /// not is stopped, so that its data are ours again.
    /// </summary>
    public async Task EndLeftover(Action<string> say, CancellationToken ct)
    {
        if (Leftover() is not { } pid)
        {
            return;
        }

        say($"Stopping the PostgreSQL server {pid} that an earlier run left behind");
        Signals.Send(pid, PosixSignal.SIGINT);
        if (!await Until.True(() => !Signals.IsAlive(pid), ShutDown, ct))
        {
            Signals.Send(pid, PosixSignal.SIGQUIT);
            await Until.True(() => !Signals.IsAlive(pid), ShutDown, ct);
        }
    }

    private int? Leftover()
    {
        var file = System.IO.Path.Combine(Data, "postmaster.pid");
        if (!File.Exists(file) || !int.TryParse(File.ReadLines(file).First(), CultureInfo.InvariantCulture, out var pid) || !Signals.IsAlive(pid))
        {
            return null;
        }

        // After a reboot the id may be anybody's.
        return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0').Contains(Data) ? pid : null;
    }
}
