using System.Security.Cryptography;
using System.Text;

namespace Logistics.Tags.Schema;

/// <summary>A script of this service's schema, embedded in the program.</summary>
/// <param name="Digest">SHA-256 of its text, hex.</param>
internal sealed record SchemaScript(string Name, string Digest)
{
    /// <summary>In the order of their numbers.</summary>
    internal static IReadOnlyList<SchemaScript> All()
        => [.. typeof(SchemaScript).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => new SchemaScript(name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(name))))))];

    internal string Sql() => Text(Name);

    private static string Text(string name)
    {
        using var reader = new StreamReader(typeof(SchemaScript).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
