using System.Numerics;
using Logistics.Routing.Network;
using Logistics.Routing.Planning.Scans;

namespace Logistics.Routing.Planning;

/// <summary>A few shipments of a class, by lane.</summary>
internal readonly struct TogetherRule(
    ClassAdmission together, NetworkSnapshot network, Admission wishes, HubLacks needed, PlanQuery[] shipments, Load most) : IManyRule
{
    public Verdict[] Runs => together.Runs;

    public int Fits(int run, int call, int asked)
    {
        if (together.Room.Fits(run, call, most)) return asked;
        var fit = 0;
        for (var left = asked; left != 0; left &= left - 1)
        {
            if (together.Room.Fits(run, call, shipments[BitOperations.TrailingZeroCount(left)])) fit |= left & -left;
        }

        return fit;
    }

    public bool Boards(int hub, int departure) => !network.AnyHours || network.Hours[hub].OpenAt(departure);

    public int Alights(int hub, int arrival, int asked, int arriving)
    {
        if (network.AnyHours && !network.Hours[hub].OpenAt(arrival)) return 0;
        return needed == HubLacks.Nothing || (network.Lacks[hub] & needed) == 0 ? asked : asked & arriving;
    }

    public int Change(int hub, int seconds) => wishes.Change(hub, seconds);
}
