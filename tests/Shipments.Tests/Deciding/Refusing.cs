using FluentAssertions;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Refusing
{
    /// <summary>Each is asked for by name in a spec or a test: one that nobody has ever seen may never come.</summary>
    [Fact]
    public void Every_reason_is_shown_by_a_test()
    {
        var tests = string.Concat(Directory.EnumerateFiles(Folder(), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        RefusalStatus.Of.Keys.Where(reason => !tests.Contains($"\"{reason}\"", StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(Path.GetDirectoryName(file))!;

    /// <summary>A reason without a status would be a fault of the service on the day it is first used.</summary>
    [Fact]
    public void Every_reason_has_a_status()
        => typeof(Reasons).GetFields().Select(field => (string)field.GetRawConstantValue()!).Should().BeEquivalentTo(RefusalStatus.Of.Keys);
}
