using FluentAssertions;
using Logistics.Shipments.Documents;
using Logistics.Shipments.Shipments;
using Logistics.Specs;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Attaching_documents
{
    private static readonly DocumentAttached Photo = new(new string('a', 64), "image/jpeg", 2048, Known.Carrier, Known.Now);

    [Fact]
    public void A_party_attaches_one_once()
    {
        Given(Known.Booked, Known.Assigned).When(s => ShipmentDecider.AttachDocument(s, Photo)).Then(Photo);
        Given(Known.Booked, Known.Assigned, Photo).When(s => ShipmentDecider.AttachDocument(s, Photo)).ThenNothing();
    }

    [Fact]
    public void A_stranger_or_too_many_are_refused()
    {
        Given(Known.Booked).When(s => ShipmentDecider.AttachDocument(s, Photo)).ThenRefused("shipment-not-found");
        object[] many = [Known.Booked, Known.Assigned, .. Enumerable.Range(0, 100).Select(n => Photo with { Sha256 = $"{n:x64}" })];
        Given(many).When(s => ShipmentDecider.AttachDocument(s, Photo)).ThenRefused("too-many-documents");
    }

    [Theory]
    [InlineData("FFD8FFE000104A46", "image/jpeg")]
    [InlineData("89504E470D0A1A0A0000", "image/png")]
    [InlineData("524946461A00000057454250", "image/webp")]
    [InlineData("255044462D312E37", "application/pdf")]
    [InlineData("", null)]
    [InlineData("FFD8", null)]
    [InlineData("4D5A9000", null)]
    [InlineData("3C7376673E", null)]
    [InlineData("524946461A00000041564920", null)]
    public void Their_type_is_told_by_the_bytes(string hex, string? type) => MediaTypes.Of(Convert.FromHexString(hex)).Should().Be(type);

    private static Given<Shipment> Given(params object[] events) => new(Shipment.Stream, events);
}
