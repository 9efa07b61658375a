using System.Runtime.CompilerServices;

namespace Logistics.Architecture.Tests;

/// <summary>The repository's files as a map from path (forward slashes, from the top) to text: what the rules judge.</summary>
internal sealed record SourceTree(IReadOnlyDictionary<string, string> Files)
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules", "wwwroot", "Generated"];
    private static readonly string[] Kept = [".cs", ".csproj", ".sln", ".proto", ".props", ".md", ".ts", ".tsx"];

    internal static SourceTree Repository { get; } = Load(TopOf());

    /// <summary>The same tree with one file more, or with another text: a planted violation.</summary>
    internal SourceTree With(string path, string text) => new(new Dictionary<string, string>(Files) { [path] = text });

    internal IEnumerable<(string Path, string Text)> Matching(Func<string, bool> path) =>
        Files.Where(file => path(file.Key)).Select(file => (file.Key, file.Value)).OrderBy(file => file.Key, StringComparer.Ordinal);

    internal static string TopOf([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    private static SourceTree Load(string top)
    {
        var files = new Dictionary<string, string>();
        foreach (var folder in new[] { "services", "contracts", "tests", "infra", "protos", "docs" }) Add(Path.Combine(top, folder));
        foreach (var file in Directory.EnumerateFiles(top).Where(IsKept)) files[Path.GetFileName(file)] = File.ReadAllText(file);
        return new SourceTree(files);

        void Add(string folder)
        {
            if (!Directory.Exists(folder)) return;
            foreach (var file in Directory.EnumerateFiles(folder).Where(IsKept))
                files[Path.GetRelativePath(top, file).Replace('\\', '/')] = File.ReadAllText(file);
            foreach (var inner in Directory.EnumerateDirectories(folder).Where(inner => !Skipped.Contains(Path.GetFileName(inner)))) Add(inner);
        }
    }

    private static bool IsKept(string file) => Kept.Contains(Path.GetExtension(file));
}
