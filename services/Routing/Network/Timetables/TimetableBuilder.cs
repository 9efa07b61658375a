using System.Runtime.InteropServices;

namespace Logistics.Routing.Network.Timetables;

internal sealed class TimetableBuilder(int[] changeSeconds, IReadOnlyCollection<Footpath> footpaths)
{
    private readonly List<List<Connection>?> pages = [];

    /// <summary>In any order. Departures before the base are not for this timetable.</summary>
    internal void Add(Connection connection)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(connection.Departure);
        ArgumentOutOfRangeException.ThrowIfLessThan(connection.Arrival, connection.Departure);
        var page = Timetable.PageOf(connection);
        while (pages.Count <= page) pages.Add(null);
        (pages[page] ??= []).Add(connection);
    }

    /// <param name="branches">Null where lines are not known, or footpaths lead between them.</param>
    internal Timetable Build(int runCount, Branches? branches = null) => new(
        changeSeconds, runCount, Footpaths.Leaving(changeSeconds.Length, footpaths), Footpaths.Reaching(changeSeconds.Length, footpaths),
        branches ?? Branches.None(changeSeconds.Length, runCount),
        pages.Select(page => page is null ? TimetablePage.Empty : TimetablePage.Of(CollectionsMarshal.AsSpan(page))).ToArray());
}
