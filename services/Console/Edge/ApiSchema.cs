using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NodaTime;

namespace Logistics.Console.Edge;

internal static class ApiSchema
{
    /// <summary>Instants are written as text; the generator cannot see that through their converter.</summary>
    internal static Task DescribeTimes(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = context.JsonTypeInfo.Type;
        if (type != typeof(Instant) && type != typeof(Instant?)) return Task.CompletedTask;
        schema.Type = JsonSchemaType.String | (type == typeof(Instant?) ? JsonSchemaType.Null : 0);
        schema.Format = "date-time";
        return Task.CompletedTask;
    }
}
