using Logistics.Routing.SpeedRestrictions;
using Logistics.Specs;
using Xunit;
using static Logistics.Routing.Tests.SmallNetwork;

namespace Logistics.Routing.Tests.SpeedRestrictions;

public sealed class Restricting_speed
{
    private static readonly SlowSection Slow = new("DEDTM", "DEHAG", null, At("06:00"), At("12:00"), 20, "Baustelle");
    private static readonly SlowSection Lifted = Slow with { To = Slow.From };

    [Fact]
    public void Is_said_once() => Given().When(Restrict(Slow)).Then(new SpeedRestricted("r1", Slow));

    [Fact]
    public void Again_records_nothing() => Given(new SpeedRestricted("r1", Slow)).When(Restrict(Slow)).ThenNothing();

    [Fact]
    public void Lifting_it_ends_it_and_lifting_again_records_nothing()
    {
        Given(new SpeedRestricted("r1", Slow)).When(Restrict(Lifted)).Then(new SpeedRestricted("r1", Lifted));
        Given(new SpeedRestricted("r1", Slow), new SpeedRestricted("r1", Lifted)).When(Restrict(Lifted)).ThenNothing();
        Given().When(Restrict(Lifted)).ThenNothing();
    }

    [Fact]
    public void Between_hubs_that_nobody_knows_is_refused() => Given().When(Restrict(Slow with { ToHubId = "NLNIL" })).ThenRefused("unknown-hub");

    private static Func<SpeedRestriction, EventStore.Decision> Restrict(SlowSection section) =>
        state => SpeedRestrictionDecider.Restrict(state, "r1", section, hub => hub.StartsWith("DE", StringComparison.Ordinal));

    private static Given<SpeedRestriction> Given(params object[] events) => new(SpeedRestrictionDecider.Stream, events);
}
