using FluentAssertions;
using Xunit;

namespace Logistics.Local.Tests;

public sealed class ATestSummary : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Sums_the_runs_of_a_folder()
    {
        Trx("one", "Completed", "Passed", "Passed", "NotExecuted");
        Trx("two", "Failed", "Passed", "Failed");
        var summary = TestSummary.ReadAll(folder.Run.Path);
        summary.ToString().Should().Be("3 passed, 1 failed, 1 skipped");
        summary.IsGood.Should().BeFalse();
    }

    [Fact]
    public void Counts_a_crashed_host_as_a_failure()
    {
        Trx("crashed", "Failed", "Passed", "Passed");
        TestSummary.ReadAll(folder.Run.Path).ToString().Should().Be("2 passed, 1 failed");
    }

    [Fact]
    public void Counts_an_outcome_it_does_not_know_as_a_failure()
    {
        Trx("odd", "Completed", "Passed", "Timeout");
        TestSummary.ReadAll(folder.Run.Path).Failed.Should().Be(1);
    }

    [Fact]
    public void Of_nothing_is_not_good()
    {
        TestSummary.ReadAll(folder.Run.Path).IsGood.Should().BeFalse();
    }

    private void Trx(string name, string outcome, params string[] results) => File.WriteAllText(folder.Run.In($"{name}.trx"), $"""
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Results>{string.Concat(results.Select(result => $"<UnitTestResult outcome=\"{result}\" />"))}</Results>
          <ResultSummary outcome="{outcome}" />
        </TestRun>
        """);
}
