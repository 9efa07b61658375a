using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Logistics.EventStore;
using Logistics.Hosting.Http;
using Logistics.Tags.Journal;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Tags.Doors;

/// <param name="Status">400 where it is not understood, 413 where it is too much, 422 where a value is no number we can keep.</param>
/// <param name="Field">reads[3].eventTime.</param>
internal sealed record BodyRefused(int Status, string Reason, string Detail, string? Field);

/// <summary>From the bytes of a body to reads, strictly: what is not understood refuses the whole body and names the read.</summary>
internal static partial class ReadsBody
{
    private static readonly JsonSerializerOptions Options = CreateOptions();

    /// <summary>One of the two is null.</summary>
    internal static (T? Value, BodyRefused? Refused) Parse<T>(ReadOnlySpan<byte> body)
        where T : class
    {
        if (!Utf8.IsValid(body)) return (null, new(400, "invalid-text", "The body is not valid UTF-8.", null));
        try
        {
            return JsonSerializer.Deserialize<T>(body, Options) is { } value ? (value, null) : (null, new(400, "malformed-json", "The body is null.", null));
        }
        catch (JsonException e)
        {
            // Where bare NaN or Infinity stands in for a number it is the number that is wrong.
            return (null, e.InnerException is UnusableNumber || IsNotANumber(body, e)
                ? new(422, "number-unusable", "A number must be finite and written as a JSON number.", FieldOf(e.Path))
                : new(400, "malformed-json", "The body is not the JSON that is documented here.", FieldOf(e.Path)));
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate in text.
            return (null, new(400, "invalid-text", "The body has text that is no Unicode.", null));
        }
    }

    /// <summary>By the short way where the batch is plain.</summary>
    internal static (ReadBatch? Batch, BodyRefused? Refused) Batch(PostingGateway gateway, ReadOnlyMemory<byte> body, KnownTags tags, KnownReadPoints points)
    {
        if (ReadsUtf8.Read(body.Span, gateway, tags, points) is var (epoch, batchId, plain))
            return (new(gateway, epoch, batchId, plain, () => ByObjects(gateway, body).Batch!.Reads), null);
        return ByObjects(gateway, body);
    }

    internal static (ReadBatch? Batch, BodyRefused? Refused) ByObjects(PostingGateway gateway, ReadOnlyMemory<byte> body)
    {
        var (reads, refused) = Parse<ReadsJson>(body.Span);
        return refused is null ? Batch(gateway, reads!) : (null, refused);
    }

    internal static (ReadBatch? Batch, BodyRefused? Refused) Batch(PostingGateway gateway, ReadsJson body)
    {
        if (body.Reads.Count > ReadBatch.MostReads) return (null, new(413, "too-many-reads", $"A batch has at most {ReadBatch.MostReads} reads.", "reads"));
        if (body.Epoch is { } epoch && !ReadCheck.IsId(epoch, 64)) return (null, Invalid("epoch"));
        if (body.BatchId is { } id && !ReadCheck.IsPlain(id, 128)) return (null, Invalid("batchId"));

        var reads = new List<IncomingRead>(body.Reads.Count);
        foreach (var read in body.Reads)
        {
            var index = reads.Count;
            if (BadText(read) is { } field) return (null, Invalid($"reads[{index}].{field}"));
            if (read.Sequence is < 0 or > 1L << 62) return (null, Invalid($"reads[{index}].sequence"));
            if (read.Sequence > 0 && body.Epoch is null)
                return (null, new(400, "epoch-missing", "A numbered read needs the epoch it is numbered in.", $"reads[{index}].sequence"));
            reads.Add(ReadCheck.Complete(Of(read, index)));
        }

        return (new(gateway, body.Epoch, body.BatchId ?? "", reads), null);
    }

    private static IncomingRead Of(ReadJson read, int index) => new()
    {
        Index = index,
        Sequence = read.Sequence,
        EventId = read.EventId,
        TagId = read.TagId,
        EventTime = read.EventTime.ToInstant(),
        OffsetMinutes = read.EventTime.Offset.Seconds / 60,
        ReadPointId = read.ReadPointId,
        Antenna = read.Antenna,
        RssiDbm = read.RssiDbm,
        Position = read.Position is { } p ? new(p.Latitude, p.Longitude) : null,
        Sensors = [.. (read.Sensors ?? []).Select(s => new SensorReading(s.Type, s.Value, s.Unit))],
        BatteryPercent = read.BatteryPercent,
        AsItCame = () => JsonSerializer.Serialize(read, EventJson.Options),
    };

    private static string? BadText(ReadJson read)
    {
        if (!ReadCheck.IsPlain(read.TagId, 300)) return "tagId";
        if (read.EventId is { } id && !ReadCheck.IsId(id, 200)) return "eventId";
        if (read.ReadPointId is { } point && !ReadCheck.IsId(point, 128)) return "readPointId";
        return read.Sensors is { } sensors && sensors.Any(s => !ReadCheck.IsPlain(s.Type, 100) || !ReadCheck.IsPlain(s.Unit, 100)) ? "sensors" : null;
    }

    private static BodyRefused Invalid(string field) => new(400, "invalid-argument", $"{field} has characters it may not have, is too long or out of range.", field);

    /// <summary><c>$.reads[3].eventTime</c> is said without the dollar.</summary>
    private static string? FieldOf(string? path) => path is { Length: > 2 } && FieldPath().IsMatch(path) ? path[2..] : null;

    private static bool IsNotANumber(ReadOnlySpan<byte> body, JsonException e)
    {
        var rest = body;
        for (var line = 0L; line < (e.LineNumber ?? 0); line++) rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
        rest = rest[(int)Math.Min(e.BytePositionInLine ?? 0, rest.Length)..];
        return rest.StartsWith("NaN"u8) || rest.StartsWith("Infinity"u8) || rest.StartsWith("-Infinity"u8);
    }

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions();
        options.MakeStrict();
        options.Converters.Insert(0, new FiniteNumbers());
        options.Converters.Insert(0, new EventTimes());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    [GeneratedRegex(@"\A\$\.[A-Za-z0-9.\[\]]{1,60}\z", RegexOptions.CultureInvariant)]
    private static partial Regex FieldPath();

    private sealed class UnusableNumber : Exception;

    /// <summary>System.Text.Json reads 1e400 as infinity; and "NaN" deserves the answer of a number that is none.</summary>
    private sealed class FiniteNumbers : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String && reader.GetString() is "NaN" or "Infinity" or "-Infinity") throw new JsonException(null, new UnusableNumber());
            if (reader.TokenType != JsonTokenType.Number) throw new JsonException();
            return reader.TryGetDouble(out var value) && double.IsFinite(value) ? value + 0.0 : throw new JsonException(null, new UnusableNumber());
        }

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }

    /// <summary>RFC 3339 with an offset of at most 14 hours, cut to microseconds. Leap seconds are no time of ours.</summary>
    private sealed class EventTimes : JsonConverter<OffsetDateTime>
    {
        private static readonly OffsetDateTimePattern Pattern =
            OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFFo<Z+HH:mm>");

        private static readonly Offset Most = Offset.FromHours(14);

        public override OffsetDateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String || reader.GetString() is not { Length: <= 40 } text) throw new JsonException();
            var parsed = Pattern.Parse(text);
            if (!parsed.Success || parsed.Value.Offset > Most || parsed.Value.Offset < -Most || parsed.Value.Year is < 1 or > 9998) throw new JsonException();
            var ticks = parsed.Value.ToInstant().ToUnixTimeTicks();
            return Instant.FromUnixTimeTicks(ticks - ((ticks % 10) + 10) % 10).WithOffset(parsed.Value.Offset);
        }

        public override void Write(Utf8JsonWriter writer, OffsetDateTime value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
