using FluentAssertions;
using Logistics.Specs;
using Logistics.Tags.Codes;
using Xunit;

namespace Logistics.Tags.Tests.Codes;

public sealed class Epcs
{
    [DataFact("tds/epc-tds-vectors.csv")]
    public void Vectors_of_the_standard_hold_both_ways()
    {
        var rows = Vectors();
        rows.Should().HaveCountGreaterThan(10);
        foreach (var row in rows)
        {
            var (scheme, urn, hex) = (row[0], row[2], row[4]);
            EpcBinary.Decode(Convert.FromHexString(hex)).Should().Be(urn, scheme);
            Convert.ToHexString(EpcBinary.Encode(urn, 3, int.Parse(scheme.Split('-')[1], null))!).Should().Be(hex, scheme);
        }
    }

    [DataFact("tds/epc-tds-vectors.csv")]
    public void All_spellings_of_a_vector_are_one_tag()
    {
        foreach (var row in Vectors())
        {
            var (scheme, element, urn, tagUri, hex) = (row[0], row[1], row[2], row[3], row[4]);
            var id = TagId.Parse(element)!.Value.Value;
            id.Should().StartWith("https://id.gs1.org/", scheme);
            foreach (var spelling in (string[])[urn, tagUri, hex, hex.ToLowerInvariant(), id, id.Replace("id.gs1.org", "example.com/track", StringComparison.Ordinal)])
                TagId.Parse(spelling)!.Value.Value.Should().Be(id, $"{scheme} as {spelling}");
        }
    }

    [DataFact("tds/epc-tds-vectors.csv")]
    public void The_identity_of_a_vector_is_spelled_as_the_standard_does()
    {
        foreach (var row in Vectors())
        {
            var (scheme, element, urn) = (row[0], row[1], row[2]);
            var key = DigitalLink.Parse(TagId.Parse(urn)!.Value.Value, out _)!;
            key.ToElementString().Should().Be(element, scheme);
            key.ToUrn(EpcUrn.Parse(urn)!.Company.Length).Should().Be(urn, scheme);
            ElementString.Parse(element, out _).Should().Be(key, scheme);
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
        => TagId.Parse("urn:epc:raw:96.x3074257BF7194E4000001A85")!.Value.Value.Should().Be("https://id.gs1.org/01/80614141123458/21/6789");

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
    [InlineData("urn:epc:tag:sgtin-96:3.0614141.812345.32a")] // Not in 96 bits.
    [InlineData("(01)80614141123458(21)")]
    [InlineData("(01)80614141123458(21)6789(21)6789")]
    [InlineData("(10)LOT7")]
    [InlineData("(8003)106141411234525678")]
    [InlineData("(8004)06141")]
    [InlineData("]C101806141411234586789")]
    [InlineData("https://id.gs1.org/01/80614141123458/99/6789")]
    [InlineData("https://id.gs1.org/01/80614141123458/21/67%2")]
    [InlineData("https://id.gs1.org/01/80614141123458/21/67%0789")]
    [InlineData("https://id.gs1.org/01/80614141123458/21/123456789012345678901")]
    [InlineData("https://example.com/pallet/7")]
    [InlineData("pallet 7")]
    [InlineData("\u202egnss")]
    public void What_is_none_is_refused(string text) => TagId.Parse(text).Should().BeNull();

    [Theory]
    [InlineData("(01)80614141123457(21)6789", TagDefects.CheckDigit)]
    [InlineData("https://id.gs1.org/00/106141412345678907", TagDefects.CheckDigit)]
    [InlineData("(01)80614141123458", TagDefects.SerialMissing)]
    [InlineData("https://id.gs1.org/8003/00614141123452", TagDefects.SerialMissing)]
    [InlineData("pallet 7", TagDefects.Malformed)]
    public void What_is_none_has_its_reason(string text, string reason)
    {
        TagId.Parse(text, out var defect).Should().BeNull();
        defect.Should().Be(reason);
    }

    [Theory]
    [InlineData("(01)80614141123458(10)LOT7(21)6789", "/01/80614141123458/21/6789")]
    [InlineData("]C10180614141123458216789", "/01/80614141123458/21/6789")]
    [InlineData("]d200106141412345678908", "/00/106141412345678908")]
    [InlineData("https://dalgiardino.example/01/80614141123458/10/A1/21/6789?17=301231", "/01/80614141123458/21/6789")]
    [InlineData("https://example.com/01/614141123452/21/6789", "/01/00614141123452/21/6789")]
    [InlineData("(414)0614141123452", "/414/0614141123452")]
    [InlineData("urn:epc:id:sgln:0614141.12345.0", "/414/0614141123452")]
    [InlineData("(01)80614141123458(21)a(21", "/01/80614141123458/21/a%2821")]
    [InlineData("urn:epc:id:giai:0614141.a.b%2Fc", "/8004/0614141a.b%2Fc")]
    public void Other_spellings_are_understood(string text, string link) => TagId.Parse(text)!.Value.Value.Should().Be($"https://id.gs1.org{link}");

    /// <summary>Element strings do not tell how long the company prefix is: two ways to cut it are one thing.</summary>
    [Fact]
    public void The_cut_of_the_company_prefix_is_no_part_of_the_identity()
    {
        TagId.Parse("urn:epc:id:sgtin:061414.8112345.6789").Should().Be(TagId.Parse("urn:epc:id:sgtin:0614141.812345.6789"));
        ElementString.Parse("(01)80614141123458(21)6789", out _)!.ToUrn(6).Should().Be("urn:epc:id:sgtin:061414.8112345.6789");
    }

    [Fact]
    public void The_cache_answers_as_the_parser_does()
    {
        for (var i = 0; i < 120_000; i++) TagIdCache.Parse($"cached-{i}", out _)!.Value.Value.Should().Be($"device:cached-{i}");
        TagIdCache.Parse("cached-0", out var defect)!.Value.Value.Should().Be("device:cached-0");
        defect.Should().BeNull();
        TagIdCache.Parse("pallet 7", out defect).Should().BeNull();
        defect.Should().Be(TagDefects.Malformed);
    }

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

    private static string[][] Vectors() => [.. File.ReadLines(RealData.Path("tds/epc-tds-vectors.csv")).Skip(1).Select(line => line.Split(','))];
}
