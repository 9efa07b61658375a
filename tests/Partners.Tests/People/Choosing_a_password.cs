using FluentAssertions;
using Logistics.Partners.People;
using Xunit;

namespace Logistics.Partners.Tests.People;

public sealed class Choosing_a_password
{
    [Theory]
    [InlineData("ada@hub.example", "old password", "old password", "The new password is the old one.")]
    [InlineData("dispatcher@hub.example", "old password", "the DISPATCHER's own", "A password must not contain the own address.")]
    public void Neither_the_old_one_nor_the_own_address_will_do(string email, string current, string fresh, string fault)
        => PasswordRules.Fault(email, current, fresh).Should().Be(fault);

    [Fact]
    public void Anything_else_is_for_identitys_rules_to_judge()
        => PasswordRules.Fault("dispatcher@hub.example", "old password", "seven tall pallets").Should().BeNull();

    [Fact]
    public void A_very_short_address_does_not_rule_out_half_the_alphabet()
        => PasswordRules.Fault("a@hub.example", "old password", "seven tall pallets").Should().BeNull();
}
