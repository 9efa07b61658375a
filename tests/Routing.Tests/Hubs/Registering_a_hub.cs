using Logistics.Routing.Hubs;
using Logistics.Specs;
using Xunit;

namespace Logistics.Routing.Tests.Hubs;

public sealed class Registering_a_hub
{
    private static readonly HubDetails Dortmund = SmallNetwork.Hub("Dortmund");

    [Fact]
    public void The_first_time_makes_it_known() => Given()
        .When(hub => HubDecider.Register(hub, "DEDTM", Dortmund))
        .Then(new HubRegistered("DEDTM", Dortmund));

    [Fact]
    public void Again_with_the_same_particulars_records_nothing() => Given(new HubRegistered("DEDTM", Dortmund))
        .When(hub => HubDecider.Register(hub, "DEDTM", Dortmund))
        .ThenNothing();

    [Fact]
    public void With_other_particulars_revises_it() => Given(new HubRegistered("DEDTM", Dortmund))
        .When(hub => HubDecider.Register(hub, "DEDTM", Dortmund with { TransferMinutes = 30 }))
        .Then(new HubRevised("DEDTM", Dortmund with { TransferMinutes = 30 }));

    private static Given<Hub> Given(params object[] events) => new(HubDecider.Stream, events);
}
