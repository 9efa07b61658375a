using System.Text.Json;

namespace Logistics.Tags.Doors.Uplinks;

/// <summary>
/// What a network server's codec made of a device's bytes, by these names: <c>temperature</c> (°C), <c>humidity</c> (%), <c>light</c>
/// (lux), <c>shock</c> (g), <c>battery</c> (%), <c>latitude</c> and <c>longitude</c>. Others are passed over.
/// </summary>
internal static class DecodedPayload
{
    private static readonly (string Name, string Unit)[] Known = [("temperature", "CEL"), ("humidity", "P1"), ("light", "LUX"), ("shock", "K40")];

    internal static (IReadOnlyList<SensorJson> Sensors, PositionJson? Position, int? BatteryPercent) Of(JsonElement? decoded)
    {
        if (decoded is not { } values) return ([], null, null);
        var position = values.Number("latitude") is { } latitude && values.Number("longitude") is { } longitude ? new PositionJson(latitude, longitude) : null;
        return ([.. Sensors(values)], position, values.Number("battery") is { } battery ? (int)Math.Round(battery) : null);
    }

    private static IEnumerable<SensorJson> Sensors(JsonElement values)
    {
        foreach (var (name, unit) in Known)
        {
            if (values.Number(name) is { } value) yield return new(name, value, unit);
        }
    }
}

/// <summary>Looking into JSON of others' making: null where it is not there, or of another kind.</summary>
internal static class ForeignJson
{
    internal static JsonElement? At(this JsonElement element, params string[] path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        }

        return element;
    }

    internal static JsonElement? First(this JsonElement element, string name)
        => element.At(name) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 ? list[0] : null;

    internal static string? Text(this JsonElement element, params string[] path)
        => element.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    internal static double? Number(this JsonElement element, string name)
        => element.At(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && double.IsFinite(value) ? value : null;
}
