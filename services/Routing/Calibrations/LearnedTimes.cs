using Logistics.Routing.Etas;

namespace Logistics.Routing.Calibrations;

/// <summary>What this process knows of our history; replaced as a whole once a day.</summary>
internal sealed class LearnedTimes
{
    private volatile EtaKnowledge current = EtaKnowledge.None;

    internal EtaKnowledge Current
    {
        get => current;
        set => current = value;
    }
}
