using FluentAssertions;
using Logistics.Contracts;
using Logistics.Routing.Itineraries;
using Xunit;

namespace Logistics.Routing.Tests.Itineraries;

public sealed class Amended_requirements
{
    private static readonly Origin Origin = new("shipment-shp-1", 4, 40);

    [Fact]
    public void Other_units_bring_another_weight_number_and_dangerous_goods()
    {
        var amended = Mapping.AmendedOf(new(Origin, "shp-1", null, null, null)
        {
            HandlingUnits = [new("a", 300, ["3"]), new("b", 90.5, ["3", "8"])],
        });
        amended.Should().BeEquivalentTo(new RequirementAmended(
            "shp-1", new() { WeightKg = 390.5, Units = 2, HazardClasses = ["3", "8"] }, 4));
    }

    [Fact]
    public void What_is_not_named_stays()
        => Mapping.AmendedOf(new(Origin, "shp-1", null, null, null) { OriginHubId = "DEUNN", DestinationHubId = "DEOLP" })
            .Should().BeEquivalentTo(new RequirementAmended("shp-1", new() { OriginHubId = "DEUNN", DestinationHubId = "DEOLP" }, 4));
}
