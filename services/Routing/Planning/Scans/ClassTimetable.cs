using Logistics.Routing.Network;
using Logistics.Routing.Network.Timetables;

namespace Logistics.Routing.Planning.Scans;

/// <summary>
/// A timetable as a class of shipments sees it: without the runs that take none of them, and what is outside of all branches apart
/// from what is inside each, so that a scan passes over nothing that it has no use for. Hubs and runs are numbered by part, closely.
/// Laid out page by page when first asked for.
/// </summary>
internal sealed class ClassTimetable
{
    private readonly IClassRule rule;
    private readonly Branches branches;
    private readonly ClassPage?[] pages;
    private readonly int[] places;
    private readonly int[] seats;
    private readonly int[] hubsIn;
    private readonly int[] runsIn;
    private readonly int[] seated;

    internal ClassTimetable(Timetable timetable, IClassRule rule)
    {
        if (timetable.Leaving.Count > 0) throw new ArgumentException("The timetable has footpaths.", nameof(timetable));
        (Timetable, this.rule, branches) = (timetable, rule, timetable.Branches);
        pages = new ClassPage?[timetable.Pages.Length];
        (places, seats) = (new int[timetable.HubCount], new int[timetable.RunCount]);
        (hubsIn, runsIn, seated) = (new int[branches.Count], new int[branches.Count], new int[branches.Count]);
        // A branch's first place is its gate's.
        Array.Fill(hubsIn, 1, 1, branches.Count - 1);
        for (var hub = 0; hub < places.Length; hub++) places[hub] = hubsIn[branches.OfHub(hub)]++;
        for (var run = 0; run < seats.Length; run++) runsIn[branches.OfRun(run)]++;
        Array.Fill(seats, -1);
    }

    internal Timetable Timetable { get; }

    internal Branches Branches => branches;

    internal int Pages => pages.Length;

    internal int HubsIn(int part) => hubsIn[part];

    internal int RunsIn(int part) => runsIn[part];

    internal int PlaceIn(int part, int hub) => branches.OfHub(hub) == part ? places[hub] : 0;

    /// <param name="part">A branch, or 0 for what is in none.</param>
    internal ReadOnlySpan<Stretch> In(int part, int page) => (pages[page] ??= Lay(page)).In(part);

    private ClassPage Lay(int number)
    {
        var (parted, first) = (Timetable.Parts.Page(number), Timetable.NumberOf(number, 0));
        var (stretches, ends) = (new List<Stretch>(), new int[branches.Count]);
        for (var (part, i) = (0, 0); part < ends.Length; part++)
        {
            for (; i < parted.End(part); i++)
            {
                if (rule.Runs[parted.Page.Run[i]] != Verdict.No) stretches.Add(StretchOf(part, parted.Page[i], first + i));
            }

            ends[part] = stretches.Count;
        }

        return new ClassPage([.. stretches], ends);
    }

    // In the order of their first departure: those that are on the way at the same time lie together.
    private int SeatOf(int part, int run)
    {
        if (seats[run] < 0) seats[run] = seated[part]++;
        return seats[run];
    }

    private Stretch StretchOf(int part, Connection c, int number) => new(
        c.Departure, c.Arrival + rule.Change(c.To, Timetable.ChangeSeconds[c.To]), PlaceIn(part, c.From), PlaceIn(part, c.To), SeatOf(part, c.Run), c.Run,
        number, (short)c.Call,
        (rule.Boards(c.From, c.Departure) ? Stops.Board : 0) | (rule.Alights(c.To, c.Arrival, ends: false) ? Stops.Alight : 0)
        | (rule.Alights(c.To, c.Arrival, ends: true) ? Stops.AlightAtTheEnd : 0));
}
