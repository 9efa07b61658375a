using System.Text;
using FluentAssertions;
using Logistics.Specs;
using NodaTime;
using Xunit;
using Xunit.Sdk;

namespace Logistics.EventStore.Tests;

public sealed class StoredJson
{
    private static readonly Everything Sample = new(
        new("P1"), null, ParcelSize.Large, Instant.FromUtc(2026, 5, 3, 10, 20, 30).PlusNanoseconds(123_456_789),
        new LocalDateTime(2026, 5, 3, 12, 20, 30).WithOffset(Offset.FromHours(2)), new(2026, 5, 3), new(2026, 5, 3, 6, 0), new(6, 30),
        Duration.FromMinutes(-90.5), 12.50m, new Dictionary<ParcelId, int> { [new("x")] = 1 });

    [Fact]
    public void Is_as_approved() => ApprovedJson.Check("everything.v1", Sample with { At = Sample.At.PlusNanoseconds(-789) });

    [Fact]
    public void Comes_back_as_it_was_cut_to_microseconds()
    {
        var cut = Sample with { At = Sample.At.PlusNanoseconds(-789) };
        EventJson.Deserialize<Everything>(EventJson.Serialize(Sample)).Should().BeEquivalentTo(cut);
    }

    [Theory]
    [InlineData("PT0.000001S", 1)]
    [InlineData("PT1H30M", 5_400_000_000)]
    [InlineData("-PT5S", -5_000_000)]
    [InlineData("P1DT1S", 86_401_000_000)]
    public void Of_a_duration_is_read_in_any_fixed_ISO_form(string text, long microseconds)
        => EventJson.Deserialize<Duration>($"\"{text}\"").Should().Be(Duration.FromNanoseconds(microseconds * 1000));

    [Theory]
    [InlineData("\"P1M\"")]
    [InlineData("\"later\"")]
    public void Of_a_duration_without_fixed_length_is_refused(string json)
    {
        var read = () => EventJson.Deserialize<Duration>(json);
        read.Should().Throw<System.Text.Json.JsonException>();
    }

    [Fact]
    public void Knows_no_NaN()
    {
        var write = () => EventJson.Serialize(double.NaN);
        write.Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("{\"b\":1,\"a\":[true,null,{\"z\":\"\",\"y\":0}]}", "{\"a\":[true,null,{\"y\":0,\"z\":\"\"}],\"b\":1}")]
    [InlineData("[1.0,1e3,0.0000001,1e21,1.5e-7,-0,333333333.3333333,4.50,2e-3,123456789012345680000]",
        "[1,1000,1e-7,1e+21,1.5e-7,0,333333333.3333333,4.5,0.002,123456789012345680000]")]
    [InlineData("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"", "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"")]
    [InlineData("{\"\\u20ac\":1,\"\\r\":2,\"1\":3,\"\\ud83d\\ude00\":4,\"\\u0080\":5,\"\\u00f6\":6}",
        "{\"\\r\":2,\"1\":3,\"\u0080\":5,\"ö\":6,\"€\":1,\"😀\":4}")]
    public void In_canonical_form_is_that_of_RFC_8785(string json, string canonical) => CanonicalJson.Of(json).Should().Be(canonical);

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("0.1234567890123456789")]
    public void In_canonical_form_loses_no_digit(string number)
    {
        var canonical = () => CanonicalJson.Of(Encoding.UTF8.GetBytes(number));
        canonical.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void That_nobody_approved_fails_and_shows_what_was_received()
    {
        var here = Path.Combine(Path.GetTempPath(), $"approved-{Guid.NewGuid():N}");
        Directory.CreateDirectory(here);
        var check = () => ApprovedJson.Check("parcel-booked.v1", Store.Booked(), Path.Combine(here, "Test.cs"));

        check.Should().Throw<XunitException>();
        File.Move(Path.Combine(here, "parcel-booked.v1.received.json"), Path.Combine(here, "parcel-booked.v1.approved.json"));
        check();
        var changed = () => ApprovedJson.Check("parcel-booked.v1", Store.Booked(note: "other"), Path.Combine(here, "Test.cs"));
        changed.Should().Throw<XunitException>();
        Directory.Delete(here, recursive: true);
    }

    private sealed record Everything(
        ParcelId Id, string? Note, ParcelSize Size, Instant At, OffsetDateTime Local, LocalDate Day, LocalDateTime Appointment, LocalTime Opens,
        Duration Late, decimal Price, Dictionary<ParcelId, int> Counts);
}
