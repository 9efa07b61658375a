using FluentAssertions;
using Logistics.Routing.Planning.Scans;

namespace Logistics.Routing.Tests.Scans;

/// <summary>Whether a journey can be made, looked up in the runs themselves.</summary>
internal static class Journeys
{
    /// <summary>Answers when it is there.</summary>
    internal static int Check(GeneratedTimetable network, IReadOnlyList<Ride> rides, int from, int to, int leaves, int lastDeparture, string because)
    {
        var (hub, at, rode) = (from, leaves, false);
        foreach (var (board, alight) in rides)
        {
            board.Run.Should().Be(alight.Run, because);
            board.Call.Should().BeLessThanOrEqualTo(alight.Call, because);
            var calls = network.Runs[board.Run];
            calls[board.Call].Should().Match<(int Hub, int Arrival, int Departure)>(call => call.Hub == board.From && call.Departure == board.Departure, because);
            calls[alight.Call + 1].Should().Match<(int Hub, int Arrival, int Departure)>(call => call.Hub == alight.To && call.Arrival == alight.Arrival, because);
            alight.Departure.Should().BeLessThanOrEqualTo(lastDeparture, because);

            board.Departure.Should().BeGreaterThanOrEqualTo(Ready(network, hub, board.From, at, rode, because), because);
            (hub, at, rode) = (alight.To, alight.Arrival, true);
        }

        return hub == to ? at : at + Walk(network, hub, to, because);
    }

    private static int Ready(GeneratedTimetable network, int hub, int next, int at, bool rode, string because) =>
        hub != next ? at + Walk(network, hub, next, because) : rode ? at + network.Change(hub) : at;

    private static int Walk(GeneratedTimetable network, int from, int to, string because)
    {
        var walk = network.Walk(from, to);
        walk.Should().NotBeNull(because);
        return walk!.Value;
    }
}
