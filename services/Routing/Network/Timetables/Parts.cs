namespace Logistics.Routing.Network.Timetables;

/// <summary>
/// The pages of a timetable by part, laid out when first asked for; a patch keeps those that it does not touch. Connections have
/// numbers in this order too.
/// </summary>
internal sealed class Parts
{
    private readonly Timetable timetable;
    private readonly PartedPage?[] pages;

    internal Parts(Timetable timetable, Parts? before = null)
    {
        this.timetable = timetable;
        pages = new PartedPage?[timetable.Pages.Length];
        for (var page = 0; page < Math.Min(pages.Length, before?.pages.Length ?? 0); page++)
        {
            if (before!.pages[page] is { } known && known.Source == timetable.Pages[page]) pages[page] = known;
        }
    }

    /// <summary>Two threads may lay out the same page at once; either will do.</summary>
    internal PartedPage Page(int page) => pages[page] ??= PartedPage.Of(timetable.Pages[page], timetable.Branches);

    internal Connection this[int number]
    {
        get
        {
            var (page, index) = timetable.PlaceOf(number);
            return Page(page).Page[index];
        }
    }
}
