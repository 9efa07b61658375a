using Logistics.Routing.Etas.Learning;

namespace Logistics.Routing.Etas;

/// <summary>What was learned of our own history when an estimate was made.</summary>
internal sealed record EtaKnowledge(LegTimeModel Legs, DwellTimes Dwells)
{
    /// <summary>Believes the timetable.</summary>
    internal static readonly EtaKnowledge None = new(LegTimeModel.Untaught, DwellTimes.Untaught);
}
