using FluentAssertions;
using Xunit;

namespace Logistics.Architecture.Tests;

/// <summary>Each rule holds for the repository and catches a planted violation: a rule that cannot fail is none.</summary>
public sealed class TheHouse
{
    private static readonly SourceTree Tree = SourceTree.Repository;

    [Fact]
    public void Services_know_each_other_only_by_contracts() => Holds(Rules.References, "services/Tags/Tags.csproj",
        """<ProjectReference Include="../Shipments/Shipments.csproj" />""");

    [Fact]
    public void Contracts_know_nothing_of_ours() => Holds(Rules.References, "contracts/Contracts.csproj",
        """<ProjectReference Include="../infra/EventStore/EventStore.csproj" />""");

    [Fact]
    public void Infra_knows_no_service() => Holds(Rules.References, "infra/Hosting/Hosting.csproj",
        """<ProjectReference Include="../../services/Tags/Tags.csproj" />""");

    [Fact]
    public void Deciders_are_pure() => Holds(Rules.PureDeciders, "services/Tags/Tags/PlantedDecider.cs", "using Npgsql;");

    [Fact]
    public void Only_Publishing_publishes() => Holds(Rules.OnlyPublishingPublishes, "services/Tags/Tags/Planted.cs", "class Planted(IBus bus);");

    [Fact]
    public void Every_message_is_heard() => Holds(Rules.EveryMessageIsHeard, "contracts/Routing/Planted.cs", "public sealed record Planted(Origin Origin, string TagId);");

    [Fact]
    public void Names_say_something() => Holds(Rules.NoEmptyNames, "services/Tags/TagHelper.cs", "");

    [Fact]
    public void Programs_are_short() => Holds(Rules.ShortPrograms, "services/Tags/Program.cs", string.Concat(Enumerable.Repeat("x();\n", 41)));

    [Fact]
    public void Files_are_short_or_say_why() => Holds(Rules.ShortFiles, "services/Tags/Planted.cs", string.Concat(Enumerable.Repeat("x();\n", 301)));

    [Fact]
    public void Every_project_is_in_the_solution() => Holds(Rules.EveryProjectInTheSolution, "services/Planted/Planted.csproj", "<Project />");

    [Fact]
    public void Decisions_are_numbered() => Holds(Rules.DecisionsAreNumbered, "docs/adr/0099-planted.md", "# 98. Planted\n");

    [Fact]
    public void Versions_are_central() => Holds(Rules.CentralVersions, "services/Tags/Tags.csproj", """<PackageReference Include="X" Version="1.0.0" />""");

    [Fact]
    public void No_test_is_skipped_for_good() => Holds(Rules.NoSkippedTests, "tests/Tags.Tests/Planted.cs", "[Fact(" + "Skip = \"later\")]");

    private static void Holds(Func<SourceTree, IEnumerable<string>> rule, string path, string violation)
    {
        rule(Tree).Should().BeEmpty();
        rule(Tree.With(path, violation)).Should().ContainSingle(found => found.Contains(path, StringComparison.Ordinal));
    }
}
