using FluentAssertions;
using Logistics.Demo.Freight;
using Logistics.Demo.World;
using Logistics.Specs;
using Xunit;

namespace Logistics.Demo.Tests;

public sealed class Demo_places
{
    /// <summary>UN/LOCODE 2025-1; where the list has no coordinates, none are compared.</summary>
    [DataFact("reference")]
    public void Have_the_codes_and_places_of_the_list()
    {
        var parts = Enumerable.Range(1, 3).Select(part => Path.Combine(RealData.Path("reference"), $"unlocode-2025-1-part{part}.csv"));
        var listed = parts.SelectMany(File.ReadLines).Select(line => line.Split(',')).Where(row => row.Length > 10)
            .ToLookup(row => row[1] + row[2], row => (Name: row[4], Coordinates: row[10]));
        foreach (var place in Places.All)
        {
            var (name, coordinates) = listed[place.Code].Single();
            Plain(place.Name).Should().StartWith(Plain(name));
            if (coordinates.Length == 0) continue;
            place.Latitude.Should().BeApproximately(Degrees(coordinates[..5], 2), 0.15, place.Code);
            place.Longitude.Should().BeApproximately(Degrees(coordinates[6..], 3), 0.15, place.Code);
        }
    }

    [Fact]
    public void Are_all_served_and_every_shipper_names_known_ones()
    {
        Lines.All.SelectMany(line => line.Stops).Distinct().Should().BeEquivalentTo(Places.All.Select(place => place.Code));
        Shipper.All.SelectMany(shipper => shipper.Origins.Concat(shipper.Destinations)).Should().OnlyContain(code => Places.Has(code));
    }

    [Theory]
    [InlineData(0, "340123450000000000")]
    [InlineData(1, "340123450000000017")]
    public void Pallets_have_check_digits(long serial, string sscc) => Sscc.Of(serial).Should().Be(sscc);

    private static string Plain(string name) => name.Replace("ü", "u").Replace("ń", "n");

    private static double Degrees(string text, int digits) =>
        int.Parse(text[..digits], null) + (int.Parse(text[digits..(digits + 2)], null) / 60.0);
}
