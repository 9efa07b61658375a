using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NodaTime;

namespace Logistics.Console.Edge;

internal static class ApiSchema
{
    /// <summary>Texts and instants are written by converters of our own, through which the generator cannot see.</summary>
    internal static Task DescribeTexts(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = context.JsonTypeInfo.Type;
        if (type.IsAssignableTo(typeof(IEnumerable<string>))) schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        var instant = type == typeof(Instant) || type == typeof(Instant?);
        if (!instant && type != typeof(string)) return Task.CompletedTask;
        var nullable = type == typeof(Instant?) || (type == typeof(string) && context.JsonPropertyInfo is { IsGetNullable: true });
        schema.Type = JsonSchemaType.String | (nullable ? JsonSchemaType.Null : 0);
        schema.Format = instant ? "date-time" : null;
        return Task.CompletedTask;
    }
}
