using System.Text.Json;
using System.Text.Json.Serialization;
using Logistics.EventStore;

namespace Logistics.Hosting.Http;

/// <summary>JSON at the edges and on the bus reads and writes NodaTime and our ids as the event log does.</summary>
public static class HubJson
{
    /// <summary>Adds the event log's converters.</summary>
    public static void AddHubConverters(this JsonSerializerOptions options)
    {
        foreach (var converter in EventJson.Options.Converters) options.Converters.Add(converter);
    }

    /// <summary>
    /// Input from outside: no duplicate, case-variant or unknown members, no numbers in strings, depth 32. The web defaults of
    /// System.Text.Json would let duplicate keys and `"NaN"` in.
    /// </summary>
    public static void MakeStrict(this JsonSerializerOptions options)
    {
        options.AllowDuplicateProperties = false;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = 32;
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.AddHubConverters();
    }
}
