namespace Logistics.Local;

/// <summary>A system user without rights, for programs that refuse to run as root.</summary>
public sealed record OrdinaryUser(string Name, string Uid, string Gid)
{
    private const string Own = "logistics";

    internal string[] SetPriv => [$"--reuid={Uid}", $"--regid={Gid}", "--clear-groups"];

    /// <summary>Null where the caller is an ordinary user already; else PostgreSQL's user, or one of our own made for it.</summary>
    internal static async Task<OrdinaryUser?> Needed(Action<string> say, CancellationToken ct)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return null;
        }

        if ((Find("postgres") ?? Find(Own)) is { } known)
        {
            return known;
        }

        say($"PostgreSQL refuses to run as root: adding the system user {Own} (no home, no login) for it");
        await Command.Run("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", Own], ct: ct);
        return Find(Own) ?? throw new InvalidOperationException($"useradd added {Own}, but /etc/passwd does not list it.");
    }

    /// <summary>Whether this user may enter the folder, whatever its parents' modes and access lists say.</summary>
    internal async Task<bool> MayEnter(string folder, CancellationToken ct) =>
        (await Command.Try("test", ["-x", folder], user: this, ct: ct)).ExitCode == 0;

    private static OrdinaryUser? Find(string name) => File.ReadLines("/etc/passwd").Select(line => line.Split(':'))
        .Where(fields => fields.Length > 3 && fields[0] == name)
        .Select(fields => new OrdinaryUser(name, fields[2], fields[3]))
        .FirstOrDefault();
}
