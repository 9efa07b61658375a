using NodaTime;

namespace Logistics.Tags.Doors.Uplinks;

/// <summary>Body of <c>POST /v1/uplinks</c>: an uplink of any network server, in this project's words (docs/uplinks.md).</summary>
/// <param name="DevEui">16 hex digits.</param>
/// <param name="Time">When the network received it.</param>
/// <param name="Session">Within it a frame counter means one uplink.</param>
/// <param name="Receiver">The radio gateway that heard it best; for people.</param>
internal sealed record CommonUplink(
    string DevEui, OffsetDateTime Time, string? Session = null, long? FrameCounter = null, string? Receiver = null, double RssiDbm = 0, PositionJson? Position = null,
    IReadOnlyList<SensorJson>? Sensors = null, int? BatteryPercent = null)
{
    private const int LongestSession = 100;

    internal ReadJson Read() => new(
        $"device:{DevEui.ToUpperInvariant()}", Time, EventId: FrameCounter is { } counter ? $"{DevEui.ToUpperInvariant()}/{Session}/{counter}" : null, RssiDbm: RssiDbm, Position: Position,
        Sensors: Sensors, BatteryPercent: BatteryPercent);

    /// <summary>Null where it can be taken.</summary>
    internal BodyRefused? Defect()
    {
        if (DevEui.Length != 16 || !DevEui.All(char.IsAsciiHexDigit)) return Of("devEui", "has 16 hex digits.");
        if (Session is { } session && !ReadCheck.IsId(session, LongestSession)) return Of("session", "has 1 to 100 printable ASCII characters.");
        if (FrameCounter < 0) return Of("frameCounter", "is out of range.");
        if (Receiver is { } receiver && !ReadCheck.IsPlain(receiver, LongestSession)) return Of("receiver", "has characters it may not have, or is too long.");
        return null;
    }

    private static BodyRefused Of(string field, string why) => new(400, "invalid-argument", $"{field} {why}", field);
}
