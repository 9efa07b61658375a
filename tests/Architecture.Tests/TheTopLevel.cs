using FluentAssertions;
using Xunit;

namespace Logistics.Architecture.Tests;

public sealed class TheTopLevel
{
    private static readonly string[] Folders = ["contracts", "docs", "infra", "protos", "services", "tests"];
    private static readonly string[] Files =
        ["Directory.Build.props", "Directory.Packages.props", "Logistics.sln", "Makefile", "README.md", "global.json"];

    [Fact]
    public void Has_the_agreed_folders_and_files_only()
    {
        var top = new DirectoryInfo(SourceTree.TopOf());
        top.GetDirectories().Select(folder => folder.Name).Where(IsOpen).Should().BeEquivalentTo(Folders);
        top.GetFiles().Select(file => file.Name).Where(IsOpen).Should().BeEquivalentTo(Files);
    }

    private static bool IsOpen(string name) => !name.StartsWith('.');
}
