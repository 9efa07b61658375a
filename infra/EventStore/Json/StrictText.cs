using System.Text.Json;
using System.Text.Json.Serialization;

namespace Logistics.EventStore;

/// <summary>
/// Text as PostgreSQL can keep it. The serializer would put U+FFFD for a lone surrogate without a word, and jsonb throws on NUL
/// in the middle of a batch: both are the caller's error, and said before anything is written.
/// </summary>
internal static class StrictText
{
    internal static readonly JsonConverter<string> Converter = new StringConverter();

    /// <exception cref="ArgumentException">NUL or a lone surrogate.</exception>
    internal static void Check(string? text)
    {
        if (text is null) return;
        if (text.Contains('\0')) throw new ArgumentException("Text with NUL cannot be stored.");
        for (var i = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i]))
                throw new ArgumentException("Text with a lone surrogate cannot be stored.");
        }
    }

    private sealed class StringConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
        {
            Check(value);
            writer.WriteStringValue(value);
        }

        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => reader.GetString()!;

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
        {
            Check(value);
            writer.WritePropertyName(value);
        }
    }
}
