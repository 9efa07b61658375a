using System.Globalization;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using NodaTime;

namespace Logistics.Routing.Roads;

internal static class RoadWords
{
    /// <summary>A sentence for each road leg, with a space before it.</summary>
    internal static string Of(NetworkSnapshot network, IReadOnlyList<Leg> legs)
    {
        var sentences = legs.Where(leg => leg.Road is not null).Select(leg => $" By road from {Words.Hub(network, leg.FromHubId)} to {Words.Hub(network, leg.ToHubId)}: {Drive(leg.Road!)}.").ToList();
        return string.Concat(sentences) + (sentences.Count > 0 && network.Roads.Fallback is { } why ? $" Distances are the great circle's, because {why}." : "");
    }

    internal static string NobodyDrives(NetworkSnapshot network, RoadPlaces places, Place door, IReadOnlyList<Place> near)
    {
        var reach = network.Facts.Hauliers.Values.Max(haulier => haulier.ReachKm);
        var name = door == places.From ? "from the door of collection" : "to the door of delivery";
        var farthest = string.Create(CultureInfo.InvariantCulture, $"no haulier takes a leg of more than {reach:0.#} km");
        if (near.Count == 0) return $"No lorry drives {name}: {farthest}, and no hub with a timetable is so near.";
        var nearest = network.Roads.Between(door, near[0], 60) is { } way ? string.Create(CultureInfo.InvariantCulture, $"{way.Kilometres:0.#} km") : "not joined to it by a road";
        return $"No lorry drives {name}: {farthest}, or none is valid then, or serves it; the nearest hub with a timetable, {Words.Hub(network, near[0].HubId)}, is {nearest}.";
    }

    private static string Drive(RoadDrive drive)
    {
        var stops = (drive.Breaks, drive.Rests) switch
        {
            (0, 0) => "",
            (_, 0) => $", {Count(drive.Breaks, "break")} of 45 min",
            (0, _) => $", {Count(drive.Rests, "rest")} of 11 h",
            _ => $", {Count(drive.Breaks, "break")} of 45 min, {Count(drive.Rests, "rest")} of 11 h",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{drive.Kilometres:0.#} km ({drive.Source}), {Words.Span(Duration.FromMinutes(drive.DrivingMinutes))} at the wheel{stops}");
    }

    private static string Count(int number, string of) => number == 1 ? $"1 {of}" : $"{number} {of}s";
}
