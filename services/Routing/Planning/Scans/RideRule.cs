namespace Logistics.Routing.Planning.Scans;

/// <summary>Whether goods may be on a run between a call and the next. A structure, so that a scan without rules has none to ask.</summary>
internal interface IRideRule
{
    bool Admits(int run, int call);
}

internal readonly struct AnyRide : IRideRule
{
    public bool Admits(int run, int call) => true;
}
