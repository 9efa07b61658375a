using System.Text.Json;
using System.Text.Json.Serialization;

namespace Logistics.EventStore;

/// <summary>
/// How events and documents are written: camelCase, enums by name, ids as plain strings, times as text (instants in UTC and
/// durations in seconds, microseconds both), nothing that is not JSON (no NaN). Readers bear members they do not know, so that
/// old code reads what new code wrote.
/// </summary>
public static class EventJson
{
    /// <summary>The one set of options, read-only.</summary>
    public static readonly JsonSerializerOptions Options = Create();

    /// <summary>For documents and answers: plain JSON text, members in the record's order.</summary>
    public static string Serialize<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The inverse of <see cref="Serialize{T}"/>.</summary>
    /// <exception cref="JsonException">It is no such value, or null.</exception>
    public static T Deserialize<T>(string json)
        => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"Expected a {typeof(T).Name}, found null.");

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            NumberHandling = JsonNumberHandling.Strict,
            RespectNullableAnnotations = true,
            MaxDepth = 32,
        };
        foreach (var converter in NodaConverters.All) options.Converters.Add(converter);
        options.Converters.Add(StrictText.Converter);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new SingleValueConverterFactory());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
