using System.Globalization;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Network;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Routing.Planning;

/// <summary>Explanations are for people: local times of the hub concerned, names instead of codes, figures with units.</summary>
internal static class Words
{
    private static readonly ZonedDateTimePattern Clock =
        ZonedDateTimePattern.CreateWithInvariantCulture("d MMM HH:mm", DateTimeZoneProviders.Tzdb);

    internal static string Hub(NetworkSnapshot network, string hubId) =>
        network.Facts.Hubs.TryGetValue(hubId, out var hub) ? hub.Name : hubId;

    internal static string Time(NetworkSnapshot network, string hubId, Instant at) =>
        Clock.Format(at.InZone(network.Facts.ZoneOf(hubId) ?? DateTimeZone.Utc));

    internal static string Span(Duration duration)
    {
        var minutes = (long)Math.Round(Math.Abs(duration.TotalMinutes));
        return minutes < 120 ? $"{minutes} min" : string.Create(CultureInfo.InvariantCulture, $"{minutes / 60} h {minutes % 60} min");
    }

    internal static string Room(Load load) => string.Create(
        CultureInfo.InvariantCulture,
        $"{load.WeightKg:0.#} kg free{(load.VolumeM3 > 0 ? $", {load.VolumeM3:0.##} m³" : "")}{Places(load.Units)}");

    private static string Places(int units) => units switch { 0 => "", 1 => ", 1 place", _ => $", {units} places" };

    internal static string Band(TemperatureBand band) =>
        string.Create(CultureInfo.InvariantCulture, $"{band.MinCelsius:0.#} to {band.MaxCelsius:0.#} °C");

    internal static string List(IEnumerable<string> names) => string.Join(", ", names);

    internal static string Legs(int legs) => legs == 1 ? "1 leg" : $"{legs} legs";
}
