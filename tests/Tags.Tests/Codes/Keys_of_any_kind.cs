using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Logistics.Tags.Codes;
using Xunit;

namespace Logistics.Tags.Tests.Codes;

public sealed class Keys_of_any_kind
{
    private const string Text = "ABCxyz019!\"%&'()*+,-./:;<=>?_";

    /// <summary>A failure prints FsCheck's own seed and the key.</summary>
    [Fact]
    public void Are_one_tag_in_all_spellings()
        => Prop.ForAll<int>(seed => HoldsFor(new Random(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(1_000_000));

    private static void HoldsFor(Random random)
    {
        var scheme = EpcScheme.All[random.Next(EpcScheme.All.Length)];
        var urn = Urn(scheme, random);
        var memory = EpcBinary.Encode(urn, random.Next(8), scheme.Bits);
        memory.Should().NotBeNull(urn);
        EpcBinary.Decode(memory).Should().Be(urn);

        var id = TagId.Parse(urn)!.Value;
        TagId.Parse(Convert.ToHexString(memory!)).Should().Be(id, urn);
        TagId.Parse(id.Value).Should().Be(id, urn);
        var key = DigitalLink.Parse(id.Value, out _)!;
        TagId.Parse(key.ToElementString()).Should().Be(id, urn);
        key.ToUrn(EpcUrn.Parse(urn)!.Company.Length).Should().Be(urn);
    }

    private static string Urn(EpcScheme scheme, Random random)
    {
        var partition = random.Next(7);
        var company = Digits(12 - partition, random);
        var reference = scheme.ReferenceDigits is { } digits ? Digits(digits[partition], random)
            : scheme.Alphanumeric ? EpcText.Escape(Words(random.Next(1, 18), random)) : Number(random);
        var serial = scheme.SerialBits == 0 ? "" : $".{(scheme.Alphanumeric ? EpcText.Escape(Words(random.Next(1, 17), random)) : Number(random))}";
        return $"urn:epc:id:{scheme.Name}:{company}.{reference}{serial}";
    }

    private static string Digits(int count, Random random) => string.Concat(Enumerable.Range(0, count).Select(_ => random.Next(10)));

    private static string Number(Random random) => random.NextInt64(1L << 37).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Brackets around digits would be read as an application identifier, which no serial in use has.</summary>
    private static string Words(int length, Random random)
        => string.Concat(Enumerable.Range(0, length).Select(_ => Text[random.Next(Text.Length)])).Replace("(", "p", StringComparison.Ordinal);
}
