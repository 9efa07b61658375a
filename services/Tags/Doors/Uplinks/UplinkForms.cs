using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Tags.Doors.Uplinks;

/// <summary>What a network server's message is: a read, or no uplink at all, or one that lacks what it is known by.</summary>
/// <param name="Missing">The member that is missing or unusable.</param>
internal sealed record UplinkMessage(ReadJson? Read, string? Missing)
{
    internal static readonly UplinkMessage None = new(null, null);

    internal static UplinkMessage Without(string member) => new(null, member);
}

/// <summary>
/// Uplinks of LoRaWAN network servers as reads. Each form names the device by its EUI, the uplink by its session and frame counter
/// (a webhook that is called again brings the same one), and the time by the hub's own receivers. What they decoded is
/// <see cref="DecodedPayload"/>.
/// </summary>
internal static class UplinkForms
{
    private const int EuiDigits = 16;

    /// <summary>By the name in the address.</summary>
    internal static readonly IReadOnlyDictionary<string, Func<JsonElement, UplinkMessage>> All = new Dictionary<string, Func<JsonElement, UplinkMessage>>
    {
        ["things-stack"] = TheThingsStack,
        ["chirpstack"] = ChirpStack,
    };

    private static UplinkMessage TheThingsStack(JsonElement body)
    {
        if (body.At("uplink_message") is not { } uplink) return UplinkMessage.None;
        if (Eui(body.Text("end_device_ids", "dev_eui")) is not { } eui) return UplinkMessage.Without("end_device_ids.dev_eui");
        if (Time(uplink.Text("received_at") ?? body.Text("received_at")) is not { } time) return UplinkMessage.Without("uplink_message.received_at");
        return Read(eui, uplink.Text("session_key_id"), uplink.Number("f_cnt"), time, uplink.At("decoded_payload"), uplink.First("rx_metadata"));
    }

    /// <summary>Its joins, statuses and acknowledgements name device and time too; only an uplink has receivers.</summary>
    private static UplinkMessage ChirpStack(JsonElement body)
    {
        if (body.First("rxInfo") is not { } receiver) return UplinkMessage.None;
        if (Eui(body.Text("deviceInfo", "devEui")) is not { } eui) return UplinkMessage.Without("deviceInfo.devEui");
        if (Time(body.Text("time")) is not { } time) return UplinkMessage.Without("time");
        return Read(eui, body.Text("deduplicationId"), body.Number("fCnt"), time, body.At("object"), receiver);
    }

    /// <summary>Without a session the counter begins anew now and then: then the content is what an uplink is known by.</summary>
    private static UplinkMessage Read(string eui, string? session, double? counter, OffsetDateTime time, JsonElement? decoded, JsonElement? receiver)
    {
        var (sensors, position, battery) = DecodedPayload.Of(decoded);
        return new(
            new(
                $"device:{eui}", time, EventId: session is null ? null : $"{eui}/{session}/{counter ?? 0:0}", RssiDbm: receiver?.Number("rssi") ?? 0, Position: position,
                Sensors: sensors, BatteryPercent: battery),
            null);
    }

    private static string? Eui(string? text) => text?.Length == EuiDigits && text.All(char.IsAsciiHexDigit) ? text.ToUpperInvariant() : null;

    private static OffsetDateTime? Time(string? text)
        => text is not null && OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var time } && EventTimeRange.Has(time) ? time : null;
}
