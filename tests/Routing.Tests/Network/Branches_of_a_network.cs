using FluentAssertions;
using Logistics.Routing.Network.Timetables;
using Xunit;

namespace Logistics.Routing.Tests.Network;

public sealed class Branches_of_a_network
{
    // A ring of main hubs 0 to 4, with two tours of depots at hub 2 and one at hub 4.
    private static readonly int[][] Lines = [[0, 1, 2], [2, 3], [3, 4, 0], [1, 3], [2, 5, 6], [2, 7], [4, 8]];

    [Fact]
    public void Are_what_hangs_on_one_hub()
    {
        var branches = Branches.Of(9, Lines, [0, 1, 2, 3, 4, 5, 6]);

        Enumerable.Range(0, 5).Should().OnlyContain(hub => branches.OfHub(hub) == 0);
        branches.OfHub(5).Should().Be(branches.OfHub(6)).And.NotBe(0);
        new[] { branches.OfHub(5), branches.OfHub(7), branches.OfHub(8) }.Should().OnlyHaveUniqueItems();
        branches.OfRun(4).Should().Be(branches.OfHub(5));
        new[] { 5, 7, 8 }.Select(hub => branches.GateOf(branches.OfHub(hub))).Should().Equal(2, 2, 4);
        Enumerable.Range(0, 4).Should().OnlyContain(run => branches.OfRun(run) == 0);
    }

    [Fact]
    public void Are_open_to_who_begins_or_ends_in_them()
    {
        var branches = Branches.Of(9, Lines, [0, 1, 2, 3, 4, 5, 6]);
        var marks = new byte[7];

        branches.Mark(marks, 5, 8);

        marks.Should().Equal(0, 0, 0, 0, 0, Branches.Shut, 0);
    }

    [Fact]
    public void Are_none_where_a_further_run_calls_in_them()
    {
        var branches = Branches.Of(9, Lines, [0, 1, 2, 3, 4, 5, 6]).With(1, 1, [5, 9]);

        branches.OfHub(6).Should().Be(0);
        branches.OfRun(4).Should().Be(0);
        branches.OfRun(7).Should().Be(0);
        branches.OfHub(8).Should().NotBe(0);
    }
}
