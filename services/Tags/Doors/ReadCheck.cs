using Logistics.Tags.Codes;
using Logistics.Tags.Condition;
using Logistics.Tags.Journal;

namespace Logistics.Tags.Doors;

/// <summary>
/// What both doors check of a single read. A batch that cannot be understood is refused whole by its door; a read in it whose content
/// is unusable is set aside with its reason, and the others are stored.
/// </summary>
internal static class ReadCheck
{
    private const int MostSensors = 16;

    /// <summary>Canonical, with its defect and its content hash.</summary>
    internal static IncomingRead Complete(IncomingRead read)
    {
        var tag = TagIdCache.Parse(read.TagId, out var malformed);
        var canonical = read with { TagId = tag?.Value ?? read.TagId, Defect = malformed ?? Defect(read) };
        return canonical with { Hash = ContentHash.Of(canonical) };
    }

    private static string? Defect(IncomingRead read) => read switch
    {
        { EventTime: var at } when !EventTimeRange.Has(at) => Defects.EventTimeOutOfRange,
        { Position: { } p } when Math.Abs(p.Latitude) > 90 || Math.Abs(p.Longitude) > 180 => Defects.PositionOutOfRange,
        { BatteryPercent: < 0 or > 100 } => Defects.BatteryOutOfRange,
        { Antenna: < 0 or > ushort.MaxValue } => Defects.AntennaOutOfRange,
        { RssiDbm: < -200 or > 100 } => Defects.RssiOutOfRange,
        { Sensors.Count: > MostSensors } => Defects.SensorMalformed,
        _ => read.Sensors.Select(Defect).FirstOrDefault(defect => defect is not null),
    };

    private static string? Defect(SensorReading sensor)
    {
        if (sensor.Type.Length is 0 or > 40 || !sensor.Type.All(c => char.IsAsciiLetterLower(c) || c == '-')) return Defects.SensorMalformed;
        if (sensor.Unit.Length is 0 or > 3 || !sensor.Unit.All(char.IsAsciiLetterOrDigit)) return Defects.SensorUnitUnknown;
        if (Quantity.Of(sensor.Type) is { } quantity && !quantity.Units.ContainsKey(sensor.Unit)) return Defects.SensorUnitUnknown;
        return (sensor.Type, sensor.Unit) switch
        {
            ("temperature", "CEL") when sensor.Value is < -273.15 or > 2000 => Defects.SensorOutOfRange,
            ("temperature", "KEL") when sensor.Value is < 0 or > 2300 => Defects.SensorOutOfRange,
            ("temperature", "FAH") when sensor.Value is < -459.67 or > 3600 => Defects.SensorOutOfRange,
            ("humidity", _) when sensor.Value is < 0 or > 100 => Defects.SensorOutOfRange,
            ("light", _) when sensor.Value < 0 => Defects.SensorOutOfRange,
            _ => null,
        };
    }

    /// <summary>An id of the gateway's: printable ASCII without spaces.</summary>
    internal static bool IsId(string text, int max) => text.Length > 0 && text.Length <= max && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>Text that may be kept as it came.</summary>
    internal static bool IsPlain(string text, int max) => text.Length <= max && !text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.AsSpan().ContainsAny('\u007f', '\ufffd');
}
