using System.Text.RegularExpressions;

namespace Logistics.Architecture.Tests;

/// <summary>The house's rules as functions of the source tree; each answers its violations.</summary>
internal static partial class Rules
{
    private const string Decisions = "docs/adr/";

    /// <summary>`services/X` may know contracts, protos and infra, never another service; infra knows no service; contracts know nothing of ours.</summary>
    internal static IEnumerable<string> References(SourceTree tree)
    {
        foreach (var (path, text) in tree.Matching(path => path.EndsWith(".csproj", StringComparison.Ordinal)))
        {
            foreach (Match reference in ProjectReference().Matches(text))
            {
                var target = Resolve(path, reference.Groups[1].Value);
                if (!MayReference(path, target)) yield return $"{path} references {target}";
            }
        }
    }

    /// <summary>Deciders and states see the base library, NodaTime, the log's Decision and their own service; no IO.</summary>
    internal static IEnumerable<string> PureDeciders(SourceTree tree) =>
        from file in tree.Matching(path => path.StartsWith("services/", StringComparison.Ordinal) && path.EndsWith("Decider.cs", StringComparison.Ordinal))
        from Match use in Using().Matches(file.Text)
        let name = use.Groups[1].Value
        let service = file.Path.Split('/')[1]
        where !(name == "NodaTime" || name.StartsWith("NodaTime.", StringComparison.Ordinal) || name.StartsWith("System", StringComparison.Ordinal)
            || name == "Logistics.EventStore" || name.StartsWith($"Logistics.{service}", StringComparison.Ordinal))
        select $"{file.Path} is to be pure and uses {name}";

    /// <summary>Messages leave a service only through its Publishing folder, which reads the log.</summary>
    internal static IEnumerable<string> OnlyPublishingPublishes(SourceTree tree) =>
        from file in tree.Matching(path => path.StartsWith("services/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal)
            && !path.Contains("/Publishing/", StringComparison.Ordinal))
        where PublishesOnBus().IsMatch(file.Text)
        select $"{file.Path} publishes outside Publishing/";

    /// <summary>
    /// What Shipments and Routing tell each other is work for nothing where nobody hears it, and a promise that something follows from
    /// it. What Tags and Partners tell is open to who comes later.
    /// </summary>
    internal static IEnumerable<string> EveryMessageIsHeard(SourceTree tree)
    {
        var heard = tree.Matching(path => path.StartsWith("services/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(file => Consumer().Matches(file.Text).Select(match => match.Groups[1].Value)).ToHashSet();
        return from file in tree.Matching(path => path.StartsWith("contracts/Shipments/", StringComparison.Ordinal) || path.StartsWith("contracts/Routing/", StringComparison.Ordinal))
               from Match message in Message().Matches(file.Text)
               where !heard.Contains(message.Groups[1].Value)
               select $"{file.Path}: nobody hears {message.Groups[1].Value}";
    }

    /// <summary>A name that says nothing draws everything.</summary>
    internal static IEnumerable<string> NoEmptyNames(SourceTree tree) =>
        from file in tree.Matching(path => path.EndsWith(".cs", StringComparison.Ordinal))
        where EmptyName().IsMatch(file.Path)
        select $"{file.Path} has a name that says nothing";

    internal static IEnumerable<string> ShortPrograms(SourceTree tree) =>
        from file in tree.Matching(path => path.StartsWith("services/", StringComparison.Ordinal) && path.EndsWith("/Program.cs", StringComparison.Ordinal))
        let lines = file.Text.TrimEnd().Split('\n').Length
        where lines > 40
        select $"{file.Path} has {lines} lines, 40 at most";

    /// <summary>Over 300 lines wants to be two files, or a reason in its first lines: `// Long because …`, or that a tool wrote it.</summary>
    internal static IEnumerable<string> ShortFiles(SourceTree tree) =>
        from file in tree.Matching(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".ts", StringComparison.Ordinal) || path.EndsWith(".tsx", StringComparison.Ordinal))
        let lines = file.Text.Split('\n').Length
        let start = file.Text[..Math.Min(600, file.Text.Length)]
        where lines > 300 && !start.Contains("Long because", StringComparison.Ordinal) && !start.Contains("auto-generated", StringComparison.Ordinal)
        select $"{file.Path} has {lines} lines, 300 at most without a reason";

    /// <summary>`make test` runs what the solution lists.</summary>
    internal static IEnumerable<string> EveryProjectInTheSolution(SourceTree tree)
    {
        var solution = tree.Files.GetValueOrDefault("Logistics.sln", "").Replace('\\', '/');
        return from file in tree.Matching(path => path.EndsWith(".csproj", StringComparison.Ordinal) && !path.StartsWith("infra/EventStore.Marten/", StringComparison.Ordinal))
               where !solution.Contains($"\"{file.Path}\"", StringComparison.Ordinal)
               select $"{file.Path} is not in Logistics.sln";
    }

    /// <summary>A decision is named by its number: each has its own, and its title says the same one.</summary>
    internal static IEnumerable<string> DecisionsAreNumbered(SourceTree tree) =>
        from file in tree.Matching(path => path.StartsWith(Decisions, StringComparison.Ordinal))
        let number = file.Path[Decisions.Length..].Split('-')[0]
        where tree.Matching(path => path.StartsWith($"{Decisions}{number}-", StringComparison.Ordinal)).Count() > 1
            || !file.Text.StartsWith($"# {number.TrimStart('0')}. ", StringComparison.Ordinal)
        select $"{file.Path} has the number of another decision or none in its title";

    /// <summary>Versions are central.</summary>
    internal static IEnumerable<string> CentralVersions(SourceTree tree) =>
        from file in tree.Matching(path => path.EndsWith(".csproj", StringComparison.Ordinal))
        where VersionInProject().IsMatch(file.Text)
        select $"{file.Path} names a package's version";

    /// <summary>Tests wait for a condition, they do not sleep.</summary>
    internal static IEnumerable<string> NoSkippedTests(SourceTree tree) =>
        from file in tree.Matching(path => path.StartsWith("tests/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
        where BareSkip().IsMatch(file.Text)
        select $"{file.Path} skips a test for good";

    private static bool MayReference(string from, string to) => (Area(from), Area(to)) switch
    {
        ("tests", _) => true,
        ("contracts", _) => false,
        ("protos", "infra") => to.StartsWith("infra/Grpc/", StringComparison.Ordinal),
        ("protos", _) => false,
        ("infra", "infra" or "protos") => true,
        // The launcher's programs call the hub as strangers do: by its contracts.
        ("infra", "contracts") => from.StartsWith("infra/Local/", StringComparison.Ordinal),
        ("infra", _) => false,
        ("services", "services") => from.Split('/')[1] == to.Split('/')[1],
        ("services", "tests") => false,
        ("services", _) => !to.StartsWith("infra/Local/", StringComparison.Ordinal),
        _ => false,
    };

    private static string Area(string path) => path.Split('/')[0];

    private static string Resolve(string project, string reference)
    {
        var folder = Path.GetDirectoryName(project)!.Replace('\\', '/');
        return Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", folder, reference.Replace('\\', '/')))).Replace('\\', '/');
    }

    [GeneratedRegex(@"IConsumer<(?:\w+\.)*(\w+)>")]
    private static partial Regex Consumer();

    [GeneratedRegex(@"record (\w+)\(\s*Origin Origin\b")]
    private static partial Regex Message();

    [GeneratedRegex("<ProjectReference Include=\"([^\"$]+)\"")]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"\b(IBus|IPublishEndpoint|ISendEndpointProvider|IBusControl)\b")]
    private static partial Regex PublishesOnBus();

    [GeneratedRegex(@"(^|/)\w*(Common|Shared|Helpers?|Manager|Utils?|Utilities)(/|\.cs$)")]
    private static partial Regex EmptyName();

    [GeneratedRegex("<PackageReference Include=\"[^\"]+\" Version=")]
    private static partial Regex VersionInProject();

    [GeneratedRegex(@"\[(Fact|Theory)\(Skip\s*=")]
    private static partial Regex BareSkip();
}
