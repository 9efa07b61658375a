using FluentAssertions;
using Logistics.Tags.Codes;
using Xunit;

namespace Logistics.Tags.Tests.Codes;

public sealed class Epcs
{
    [DataFact("tds/epc-tds-vectors.csv")]
    public void Vectors_of_the_standard_hold_both_ways()
    {
        var rows = File.ReadLines(RealData.Path("tds/epc-tds-vectors.csv")).Skip(1).Select(line => line.Split(',')).ToArray();
        rows.Should().HaveCountGreaterThan(10);
        foreach (var row in rows)
        {
            var (scheme, urn, tagUri, hex) = (row[0], row[2], row[3], row[4]);
            var bits = int.Parse(scheme.Split('-')[1], null);
            EpcBinary.Decode(Convert.FromHexString(hex)).Should().Be(urn, scheme);
            Convert.ToHexString(EpcBinary.Encode(urn, 3, bits)!).Should().Be(hex, scheme);
            TagId.Parse(hex.ToLowerInvariant())!.Value.Value.Should().Be(urn, scheme);
            TagId.Parse(tagUri)!.Value.Value.Should().Be(urn, scheme);
            TagId.Parse(urn)!.Value.Value.Should().Be(urn, scheme);
        }
    }

    /// <summary>Worked by hand: header 30, filter 1, partition 5, company 7 digits, item 6 digits, serial 38 bits.</summary>
    [Theory]
    [InlineData("303435fc8803d056d15b963f")]
    [InlineData("3074257BF7194E4000001A85")]
    public void Every_known_hex_encodes_back(string hex)
    {
        var urn = EpcBinary.Decode(Convert.FromHexString(hex))!;
        var filter = (Convert.FromHexString(hex)[1] >> 5) & 7;
        Convert.ToHexString(EpcBinary.Encode(urn, filter, 96)!).Should().Be(hex.ToUpperInvariant());
    }

    [Theory]
    [InlineData("E2801160600002054D4C1234")] // A TID, no EPC header of ours.
    [InlineData("30FC257BF7194E4000001A85")] // Partition 7.
    [InlineData("3174257BF4499602D2000001")] // An SSCC has nothing after its reference.
    public void Memory_without_a_known_key_is_told_raw(string hex)
    {
        TagId.Parse(hex)!.Value.Value.Should().Be($"urn:epc:raw:96.x{hex}");
        TagId.Parse($"urn:epc:raw:96.x{hex.ToLowerInvariant()}")!.Value.Value.Should().Be($"urn:epc:raw:96.x{hex}");
    }

    [Fact]
    public void A_raw_urn_of_a_known_key_is_that_key()
        => TagId.Parse("urn:epc:raw:96.x3074257BF7194E4000001A85")!.Value.Value.Should().Be("urn:epc:id:sgtin:0614141.812345.6789");

    [Theory]
    [InlineData("tracker-17", "device:tracker-17")]
    [InlineData("device:tracker-17", "device:tracker-17")]
    [InlineData("70B3D57ED005A4B2", "device:70B3D57ED005A4B2")]
    [InlineData("urn:epc:id:gid:95100000.12345.400", "urn:epc:id:gid:95100000.12345.400")]
    public void Others_are_devices_or_urns(string text, string id) => TagId.Parse(text)!.Value.Value.Should().Be(id);

    [Theory]
    [InlineData("")]
    [InlineData("303435fc8803d056d15b96zz")]
    [InlineData("303435fc8803d056d15b963f0")]
    [InlineData("b'303435fc8803d056d15b963f'")]
    [InlineData("urn:epc:id:sgtin:0614141.81234.6789")]
    [InlineData("urn:epc:id:sgtin:0614141.812345")]
    [InlineData("urn:epc:id:sscc:061414112.1234567890")]
    [InlineData("urn:epc:tag:sgtin-96:9.0614141.812345.6789")]
    [InlineData("pallet 7")]
    [InlineData("\u202egnss")]
    public void What_is_none_is_refused(string text) => TagId.Parse(text).Should().BeNull();

    [Fact]
    public void An_identity_that_does_not_fit_is_not_encoded()
    {
        EpcBinary.Encode("urn:epc:id:sgtin:0614141.812345.32a", 3, 96).Should().BeNull();
        EpcBinary.Encode("urn:epc:id:sgtin:0614141.812345.0017", 3, 96).Should().BeNull();
        EpcBinary.Encode("urn:epc:id:sgtin:0614141.812345.274877906944", 3, 96).Should().BeNull("the serial has 38 bits");
    }

    [Theory]
    [InlineData("106141412345678908", true)]
    [InlineData("340123450000000013", false)]
    [InlineData("10614141234567890", false)]
    [InlineData("10614141234567890x", false)]
    public void An_sscc_has_its_check_digit(string text, bool valid) => Sscc.IsValid(text).Should().Be(valid);
}
