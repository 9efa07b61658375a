using FluentAssertions;
using Xunit;

namespace Logistics.Partners.Tests.Tokens;

public sealed class Making_secrets
{
    [Fact]
    public void Each_is_new_and_256_bits_long()
    {
        var one = Secret.New("cs_");
        var other = Secret.New("cs_");

        one.Should().NotBe(other);
        one.Should().HaveLength("cs_".Length + 43);
        one.Length.Should().BeInRange(Secret.LeastLength, Secret.MostLength);
    }

    [Fact]
    public void Only_the_secret_itself_matches_its_hash()
    {
        var secret = Secret.New("cs_");

        Secret.Matches(secret, Secret.HexHash(secret)).Should().BeTrue();
        Secret.Matches(secret + " ", Secret.HexHash(secret)).Should().BeFalse();
        Secret.Matches(secret.ToUpperInvariant(), Secret.HexHash(secret)).Should().BeFalse();
    }
}
