namespace Logistics.Routing.Planning.Scans;

/// <summary>Room for a few shipments scanned together; sets of them are bits by lane.</summary>
internal interface IRoomRule
{
    /// <summary>By run: whom it has room for is asked only where it says so.</summary>
    Verdict[] Runs { get; }

    /// <summary>Those of them that have room between a call and the next.</summary>
    int Fits(int run, int call, int shipments);
}
