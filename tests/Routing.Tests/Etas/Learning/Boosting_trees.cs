using FluentAssertions;
using Logistics.Routing.Etas.Learning;
using Xunit;

namespace Logistics.Routing.Tests.Etas.Learning;

public sealed class Boosting_trees
{
    private static readonly BoostSettings Settings = new(100, 4, 0.1, 5, 1, 1, 0, 1, 1);

    [Fact]
    public void Find_where_a_column_matters()
    {
        var trees = Fit(row => row[0] < 0.5 ? 1 : 2);

        trees.Answer([0.2, 0.5]).Should().BeApproximately(1, 0.02);
        trees.Answer([0.8, 0.5]).Should().BeApproximately(2, 0.02);
    }

    [Fact]
    public void Find_what_two_columns_mean_together()
    {
        var trees = Fit(row => (row[0] < 0.5) == (row[1] < 0.3) ? 1 : 2);

        trees.Answer([0.2, 0.1]).Should().BeApproximately(1, 0.05);
        trees.Answer([0.2, 0.9]).Should().BeApproximately(2, 0.05);
    }

    [Fact]
    public void Answer_the_median_and_let_outliers_be() =>
        Fit(row => row[1] is > 0.5 and < 0.6 ? 1000 : 3, columns: 1).Answer([0.5]).Should().BeApproximately(3, 0.05);

    [Fact]
    public void Send_what_is_missing_to_the_side_that_suits_it()
    {
        var trees = Fit(row => double.IsNaN(row[0]) || row[0] > 0.7 ? 2 : 1, missing: true);

        trees.Answer([double.NaN, 0.5]).Should().BeApproximately(2, 0.05);
        trees.Answer([0.1, 0.5]).Should().BeApproximately(1, 0.05);
    }

    [Fact]
    public void Learn_nothing_from_one_and_the_same() =>
        BoostedTrees.Fit(Enumerable.Repeat(new[] { 1.0 }, 50).ToList(), new double[50], new double[50], Settings).Answer([1]).Should().Be(0);

    private static BoostedTrees Fit(Func<double[], double> truth, int columns = 2, bool missing = false)
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 600).Select(i => new[] { missing && i % 5 == 0 ? double.NaN : random.NextDouble(), random.NextDouble() }).ToList();
        return BoostedTrees.Fit(rows.Select(row => row[..columns]).ToList(), new double[600], rows.Select(truth).ToArray(), Settings);
    }
}
