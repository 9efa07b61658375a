using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Tags.Doors.Uplinks;

/// <summary>
/// Uplinks of LoRaWAN network servers as reads. Each form names the device by its EUI, the uplink by its session and frame counter
/// (a webhook that is called again brings the same one), and the time by the hub's own receivers. Decoded values by the names
/// <c>temperature</c> (°C), <c>humidity</c> (%), <c>light</c> (lux), <c>battery</c> (%), <c>latitude</c> and <c>longitude</c> are taken.
/// </summary>
internal static class UplinkForms
{
    private static readonly (string Name, string Unit)[] Known = [("temperature", "CEL"), ("humidity", "P1"), ("light", "LUX")];

    /// <summary>Null where the body is no uplink of that form; a message of another kind (join, status) is no uplink.</summary>
    internal static ReadJson? Of(string form, JsonElement body) => form switch
    {
        "things-stack" => TheThingsStack(body),
        "chirpstack" => ChirpStack(body),
        _ => null,
    };

    private static ReadJson? TheThingsStack(JsonElement body)
        => At(body, "uplink_message") is { } uplink && Text(body, "end_device_ids", "dev_eui") is { } eui
            && Time(Text(uplink, "received_at") ?? Text(body, "received_at")) is { } time
            ? Read(eui, Text(uplink, "session_key_id"), Number(uplink, "f_cnt"), time, At(uplink, "decoded_payload"), First(uplink, "rx_metadata"))
            : null;

    private static ReadJson? ChirpStack(JsonElement body)
        => Text(body, "deviceInfo", "devEui") is { } eui && Time(Text(body, "time")) is { } time
            ? Read(eui, Text(body, "deduplicationId"), Number(body, "fCnt"), time, At(body, "object"), First(body, "rxInfo"))
            : null;

    private static ReadJson Read(string eui, string? session, double? counter, OffsetDateTime time, JsonElement? decoded, JsonElement? receiver)
    {
        var position = decoded is { } d && Number(d, "latitude") is { } latitude && Number(d, "longitude") is { } longitude ? new PositionJson(latitude, longitude) : null;
        return new(
            $"device:{eui.ToUpperInvariant()}", time, EventId: $"{eui}/{session}/{counter ?? 0:0}", RssiDbm: receiver is { } r ? Number(r, "rssi") ?? 0 : 0, Position: position,
            Sensors: [.. Sensors(decoded)], BatteryPercent: decoded is { } b && Number(b, "battery") is { } battery ? (int)Math.Round(battery) : null);
    }

    private static IEnumerable<SensorJson> Sensors(JsonElement? decoded)
    {
        foreach (var (name, unit) in Known)
        {
            if (decoded is { } values && Number(values, name) is { } value) yield return new(name, value, unit);
        }
    }

    private static JsonElement? At(JsonElement element, params string[] path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        }

        return element;
    }

    private static JsonElement? First(JsonElement element, string name)
        => At(element, name) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 ? list[0] : null;

    private static string? Text(JsonElement element, params string[] path) => At(element, path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static double? Number(JsonElement element, string name)
        => At(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && double.IsFinite(value) ? value : null;

    private static OffsetDateTime? Time(string? text) => text is not null && OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var time } ? time : null;
}
