using System.Globalization;

namespace Logistics.Local;

/// <summary>The folder of an installed PostgreSQL 15 or newer.</summary>
internal sealed record PostgresPrograms(string Folder)
{
    private const int Oldest = 15;

    public string InitDb => Path.Combine(Folder, "initdb");
    public string Postgres => Path.Combine(Folder, "postgres");

    /// <summary>The newest of Debian's version folders, else what PATH has.</summary>
    public static PostgresPrograms? Find() => DebianFolders().Concat(PathFolders()).Select(folder => new PostgresPrograms(folder))
        .FirstOrDefault(programs => File.Exists(programs.InitDb) && File.Exists(programs.Postgres));

    private static IEnumerable<string> DebianFolders()
    {
        const string root = "/usr/lib/postgresql";
        return !Directory.Exists(root)
            ? []
            : Directory.GetDirectories(root)
                .Select(folder => (Folder: folder, Version: int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var v) ? v : 0))
                .Where(found => found.Version >= Oldest)
                .OrderByDescending(found => found.Version)
                .Select(found => Path.Combine(found.Folder, "bin"));
    }

    private static IEnumerable<string> PathFolders() => Command.Find("postgres") is { } program && IsNewEnough(program)
        ? [Path.GetDirectoryName(Path.GetFullPath(new FileInfo(program).ResolveLinkTarget(true)?.FullName ?? program))!]
        : [];

    /// <summary>"postgres (PostgreSQL) 16.4 (Homebrew)"</summary>
    private static bool IsNewEnough(string program)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, "--version") { RedirectStandardOutput = true })!;
        var words = process.StandardOutput.ReadToEnd().Split(' ');
        return words.Length > 2 && int.TryParse(words[2].Split('.')[0], CultureInfo.InvariantCulture, out var version) && version >= Oldest;
    }
}
