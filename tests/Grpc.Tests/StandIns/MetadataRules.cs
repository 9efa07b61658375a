using FluentAssertions;
using Grpc.Core;

namespace Logistics.GrpcTests.StandIns;

public sealed class MetadataRules
{
    [Theory]
    [InlineData("with space")]
    [InlineData("ümlaut")]
    [InlineData("new\nline")]
    [InlineData("")]
    public void A_key_outside_the_alphabet_is_refused(string key)
    {
        var make = () => new Metadata.Entry(key, "value");
        make.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Text_under_a_binary_key_is_refused()
    {
        var make = () => new Metadata { { "key-bin", "text" } };
        make.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Bytes_under_a_text_key_are_refused()
    {
        var make = () => new Metadata { { "key", new byte[] { 1 } } };
        make.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Of_several_entries_the_last_counts()
    {
        var metadata = new Metadata { { "Key", "one" }, { "key", "two" } };
        metadata.GetValue("KEY").Should().Be("two");
        metadata.GetAll("key").Should().HaveCount(2);
        metadata.GetValue("other").Should().BeNull();
    }

    [Fact]
    public void The_shared_empty_metadata_stays_empty()
    {
        var add = () => Metadata.Empty.Add("key", "value");
        add.Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void An_entry_keeps_its_own_bytes()
    {
        byte[] bytes = [1, 2];
        var entry = new Metadata.Entry("key-bin", bytes);
        bytes[0] = 9;
        entry.ValueBytes[1] = 9;
        entry.ValueBytes.Should().Equal(1, 2);
    }
}
