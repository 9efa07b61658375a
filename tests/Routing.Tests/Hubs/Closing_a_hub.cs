using Logistics.Routing.Hubs;
using Logistics.Specs;
using Xunit;
using static Logistics.Routing.Tests.SmallNetwork;

namespace Logistics.Routing.Tests.Hubs;

public sealed class Closing_a_hub
{
    private static readonly HubRegistered Known = new("DEDTM", Hub("Dortmund"));
    private static readonly Closure Flood = new(At("06:00"), At("12:00"), "Hochwasser");

    [Fact]
    public void Is_said_once() => Given(Known).When(hub => HubDecider.Close(hub, Flood)).Then(new HubClosed("DEDTM", Flood));

    [Fact]
    public void Again_records_nothing() => Given(Known, new HubClosed("DEDTM", Flood)).When(hub => HubDecider.Close(hub, Flood)).ThenNothing();

    [Fact]
    public void Opening_takes_the_closure_back()
    {
        var open = Flood with { To = Flood.From };
        Given(Known, new HubClosed("DEDTM", Flood)).When(hub => HubDecider.Close(hub, open)).Then(new HubClosed("DEDTM", open));
        Given(Known).When(hub => HubDecider.Close(hub, open)).ThenNothing();
    }

    [Fact]
    public void That_nobody_registered_is_refused() => Given().When(hub => HubDecider.Close(hub, Flood)).ThenRefused("unknown-hub");

    private static Given<Hub> Given(params object[] events) => new(HubDecider.Stream, events);
}
