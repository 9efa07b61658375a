using Logistics.Routing.Hauliers;
using Logistics.Specs;
using Xunit;
using static Logistics.Routing.Tests.Roads.RoadSamples;

namespace Logistics.Routing.Tests.Hauliers;

public sealed class Registering_a_haulier
{
    private static readonly HaulierRegistered Known = new("h1", Lorry);

    [Fact]
    public void Records_what_it_offers() => Given().When(haulier => Register(haulier, Lorry)).Then(Known);

    [Fact]
    public void Again_records_nothing() => Given(Known).When(haulier => Register(haulier, Lorry with { })).ThenNothing();

    [Fact]
    public void With_other_terms_revises_them() => Given(Known)
        .When(haulier => Register(haulier, Lorry with { ReachKm = 90 })).Then(new HaulierRevised("h1", Lorry with { ReachKm = 90 }));

    [Fact]
    public void Of_another_carrier_is_refused() =>
        Given(Known).When(haulier => Register(haulier, Lorry with { CarrierId = "org-rival" })).ThenRefused("haulier-id-taken");

    [Fact]
    public void For_a_hub_that_nobody_registered_is_refused() =>
        Given().When(haulier => Register(haulier, Lorry with { HubIds = ["DEXXX"] })).ThenRefused("unknown-hub");

    private static EventStore.Decision Register(Haulier haulier, HaulierDetails details) => HaulierDecider.Register(haulier, "h1", details, hub => hub != "DEXXX");

    private static Given<Haulier> Given(params object[] events) => new(HaulierDecider.Stream, events);
}
