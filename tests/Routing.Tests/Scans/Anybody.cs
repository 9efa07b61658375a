using Logistics.Routing.Planning.Scans;

namespace Logistics.Routing.Tests.Scans;

/// <summary>Wishes that everything suits; each load is asked for on every third run.</summary>
internal sealed class Anybody(int runs) : IClassRule
{
    public Verdict[] Runs { get; } = EveryThirdAsked(runs);

    public bool Boards(int hub, int departure) => true;

    public bool Alights(int hub, int arrival, bool ends) => true;

    public int Change(int hub, int seconds) => seconds;

    internal static Verdict[] EveryThirdAsked(int runs) => Enumerable.Range(0, runs).Select(run => run % 3 == 0 ? Verdict.Ask : Verdict.Yes).ToArray();
}

/// <summary>No hub could hold the goods between two runs.</summary>
internal sealed class NobodyWaits(int runs) : IClassRule
{
    public Verdict[] Runs { get; } = Anybody.EveryThirdAsked(runs);

    public bool Boards(int hub, int departure) => true;

    public bool Alights(int hub, int arrival, bool ends) => ends;

    public int Change(int hub, int seconds) => seconds;
}

/// <param name="fits">By lane, those who find room on every third run; all do on the others.</param>
internal readonly struct AnyRoom(int runs, int fits = -1) : IRoomRule
{
    public Verdict[] Runs { get; } = Anybody.EveryThirdAsked(runs);

    public int Fits(int run, int call, int shipments) => shipments & fits;
}
