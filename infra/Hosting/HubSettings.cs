using Microsoft.Extensions.Configuration;

namespace Logistics.Hosting;

/// <summary>Reads the `Hub:*` settings; a missing one is named, so that an operator knows what to set.</summary>
public static class HubSettings
{
    /// <exception cref="InvalidOperationException">The setting is missing or empty; the message names it in both spellings.</exception>
    public static string Required(this IConfiguration configuration, string key) =>
        configuration[key] is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException(
                $"Setting '{key}' is missing: set the environment variable {key.Replace(":", "__", StringComparison.Ordinal)}.");
}
