namespace Logistics.Routing.Planning.Scans;

/// <summary>A connection as a class of shipments sees it; two of them fill a line of memory.</summary>
/// <param name="ReadyAt">When who gets off may go on: the change is over.</param>
/// <param name="From">Its place within the part that is scanned, as is <paramref name="To"/>.</param>
/// <param name="Seat">Its run's number within that part.</param>
/// <param name="Number">Its own among the timetable's parts.</param>
internal readonly record struct Stretch(int Departure, int ReadyAt, int From, int To, int Seat, int Run, int Number, short Call, Stops Stops);

/// <summary>What hubs allow at that time.</summary>
[Flags]
internal enum Stops : short
{
    None = 0,
    Board = 1,
    Alight = 2,

    /// <summary>Who ends there may, though nobody could wait there.</summary>
    AlightAtTheEnd = 4,
}
