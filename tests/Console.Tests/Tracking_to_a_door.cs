using Google.Protobuf.WellKnownTypes;
using Logistics.Console.Tracking;
using Logistics.Routing.V1;
using Logistics.Shipments.V1;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Logistics.Console.Tests;

public sealed class Tracking_to_a_door
{
    private static readonly Timestamp Evening = Timestamp.FromDateTimeOffset(new(2026, 11, 20, 17, 30, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("de", "Ankunft Lieferadresse", "Abfahrt Abholadresse")]
    [InlineData("en", "Arrival Delivery address", "Departure Collection address")]
    public void Names_it_by_what_it_is_in_the_readers_language_and_the_doors_time(string language, string there, string from)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.AcceptLanguage = language;

        var view = TrackingView.Of(
            new Logistics.Shipments.V1.Tracking
            {
                Reference = "PO 1",
                State = ShipmentState.Planned,
                DestinationHubId = "door:to",
                Zone = "Europe/Berlin",
                Milestones = { Of(MilestoneKind.Departed, "door:from"), Of(MilestoneKind.Arrived, "door:to") },
            },
            new Dictionary<string, Hub>(), TrackingTexts.For(http.Request));

        view.Steps.Select(step => step.What).Should().Equal(from, there);
        view.Steps.Should().OnlyContain(step => step.When.EndsWith("18:30"));
    }

    private static Milestone Of(MilestoneKind kind, string hub) => new() { Kind = kind, HubId = hub, Planned = Evening };
}
