using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Logistics.EventStore;

/// <summary>NodaTime as text. Finer than a microsecond is cut off: PostgreSQL keeps no more.</summary>
internal static class NodaConverters
{
    internal static readonly IReadOnlyList<JsonConverter> All =
    [
        // Six digits always: equal instants are equal text, and text order is time order.
        new PatternConverter<Instant>(
            InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'ffffff'Z'"), InstantPattern.ExtendedIso),
        new PatternConverter<OffsetDateTime>(
            OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'ffffffo<Z+HH:mm>"),
            OffsetDateTimePattern.ExtendedIso),
        new PatternConverter<LocalDateTime>(
            LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss.FFFFFF"), LocalDateTimePattern.ExtendedIso),
        new PatternConverter<LocalDate>(LocalDatePattern.Iso, LocalDatePattern.Iso),
        new PatternConverter<LocalTime>(LocalTimePattern.CreateWithInvariantCulture("HH':'mm':'ss.FFFFFF"), LocalTimePattern.ExtendedIso),
        new PatternConverter<Offset>(OffsetPattern.GeneralInvariant, OffsetPattern.GeneralInvariant),
        new DurationConverter(),
    ];

    private sealed class PatternConverter<T>(IPattern<T> write, IPattern<T> read) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => Parse(read, reader.GetString());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
            => writer.WriteStringValue(write.Format(value));

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => Parse(read, reader.GetString());

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
            => writer.WritePropertyName(write.Format(value!));
    }

    /// <summary>ISO 8601 in seconds, <c>PT5400.5S</c>; reads any ISO duration without months and years.</summary>
    private sealed class DurationConverter : JsonConverter<Duration>
    {
        public override Duration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString() ?? "";
            var sign = text.StartsWith("-P", StringComparison.Ordinal) ? -1 : 1;
            var seconds = text.TrimStart('-');
            if (seconds.StartsWith("PT", StringComparison.Ordinal) && seconds.EndsWith('S')
                && decimal.TryParse(seconds.AsSpan(2, seconds.Length - 3), NumberStyles, Invariant, out var value))
            {
                return Duration.FromNanoseconds((System.Numerics.BigInteger)(sign * value * 1_000_000_000m));
            }

            var period = Parse(PeriodPattern.NormalizingIso, text);
            return period.Months == 0 && period.Years == 0
                ? period.ToDuration()
                : throw new JsonException($"'{text}' is no duration of fixed length.");
        }

        public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options)
        {
            var seconds = decimal.Truncate(value.ToBigIntegerNanosecondsAsDecimal() / 1000m) / 1_000_000m;
            var sign = seconds < 0 ? "-" : "";
            writer.WriteStringValue(string.Create(Invariant, $"{sign}PT{Math.Abs(seconds):0.######}S"));
        }
    }

    private const System.Globalization.NumberStyles NumberStyles = System.Globalization.NumberStyles.AllowDecimalPoint;

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private static decimal ToBigIntegerNanosecondsAsDecimal(this Duration duration) => (decimal)duration.ToBigIntegerNanoseconds();

    private static T Parse<T>(IPattern<T> pattern, string? text)
    {
        var parsed = pattern.Parse(text ?? "");
        return parsed.Success ? parsed.Value : throw new JsonException($"'{text}' is no {typeof(T).Name}.", parsed.Exception);
    }
}
