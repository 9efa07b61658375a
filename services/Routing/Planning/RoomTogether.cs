using System.Numerics;
using Logistics.Routing.Network;
using Logistics.Routing.Planning.Scans;

namespace Logistics.Routing.Planning;

/// <summary>Room for a few shipments of a class, by lane.</summary>
internal readonly struct RoomTogether(ClassAdmission together, PlanQuery[] shipments, Load most) : IRoomRule
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
}
