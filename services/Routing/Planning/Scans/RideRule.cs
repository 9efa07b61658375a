namespace Logistics.Routing.Planning.Scans;

/// <summary>What goods may do. A structure, so that a scan without rules has none to ask.</summary>
internal interface IRideRule
{
    /// <summary>Whether they may be on a run between a call and the next.</summary>
    bool Admits(int run, int call);

    bool Boards(int hub, int departure);

    bool Alights(int hub, int arrival);

    /// <param name="seconds">The hub's own minimum.</param>
    int Change(int hub, int seconds);
}

internal readonly struct AnyRide : IRideRule
{
    public bool Admits(int run, int call) => true;

    public bool Boards(int hub, int departure) => true;

    public bool Alights(int hub, int arrival) => true;

    public int Change(int hub, int seconds) => seconds;
}
