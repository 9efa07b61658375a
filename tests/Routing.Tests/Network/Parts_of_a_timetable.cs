using FluentAssertions;
using Logistics.Routing.Network;
using Logistics.Routing.Tests.Scans;
using Xunit;

namespace Logistics.Routing.Tests.Network;

public sealed class Parts_of_a_timetable
{
    private static readonly BranchedTimetable Network = new(1);

    [Fact]
    public void Have_every_connection_once_with_those_of_its_branch()
    {
        var (timetable, found) = (Network.Timetable, new List<Connection>());
        for (var page = 0; page < timetable.Pages.Length; page++)
        {
            var parted = timetable.Parts.Page(page);
            for (var part = 0; part < timetable.Branches.Count; part++)
            {
                var those = Enumerable.Range(parted.First(part), parted.End(part) - parted.First(part)).Select(i => parted.Page[i]).ToList();
                those.Where(c => timetable.Branches.OfRun(c.Run) != part).Should().BeEmpty();
                those.Should().BeInAscendingOrder(c => c.Departure);
                found.AddRange(those);
            }
        }

        found.Should().BeEquivalentTo(Enumerable.Range(0, timetable.ConnectionCount).Select(number => timetable[number]));
        Enumerable.Range(0, timetable.ConnectionCount).Select(number => timetable.Parts[number]).Should().Equal(found);
    }

    [Fact]
    public void Begin_where_the_first_leaves_at_that_time_or_later()
    {
        var parted = Network.Timetable.Parts.Page(10);
        var departures = parted.Page.Departure[parted.First(0)..parted.End(0)];

        foreach (var departure in departures.SelectMany(at => new[] { at - 1, at, at + 1 }))
            parted.FirstFrom(0, departure).Should().Be(departures.Count(at => at < departure));
    }

    [Fact]
    public void Are_kept_where_a_patch_touches_nothing()
    {
        var timetable = Network.Timetable;
        var before = Enumerable.Range(0, timetable.Pages.Length).Select(timetable.Parts.Page).ToList();
        var gone = timetable[0];

        var patched = timetable.With([gone], [gone with { Arrival = gone.Arrival + 60 }]);

        patched.Parts.Page(gone.Departure >> 12).Should().NotBeSameAs(before[gone.Departure >> 12]);
        Enumerable.Range(0, before.Count).Count(page => patched.Parts.Page(page) != before[page]).Should().Be(1);
    }
}
