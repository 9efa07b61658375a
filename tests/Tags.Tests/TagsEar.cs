using Logistics.Contracts.Tags;
using Logistics.TestBus;

namespace Logistics.Tags.Tests;

internal static class TagsEar
{
    /// <summary>All that Tags say.</summary>
    internal static Ear ForAllOfTags(this Ear ear) => ear
        .For<HandlingUnitArrived>().For<HandlingUnitDeparted>().For<HandlingUnitVisitAmended>().For<HandlingUnitVisitWithdrawn>()
        .For<ExcursionStarted>().For<ExcursionEnded>().For<ExcursionAmended>().For<ExcursionWithdrawn>().For<TagFellSilent>().For<TagHeardAgain>()
        .For<BatteryFellLow>().For<BatteryRecovered>().For<TagDetached>()
        .For<GatewayFellSilent>().For<GatewayHeardAgain>();
}
