using System.Reflection;
using Xunit;

namespace Logistics.Routing.Tests;

/// <summary>A fact that needs real data; where it is absent the test is skipped and says what it looked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute(string path)
    {
        var full = RealData.Path(path);
        if (!File.Exists(full) && !Directory.Exists(full)) Skip = $"{full} is not there; set LOGISTICS_DATA to the folder that has {path}.";
    }
}

internal static class RealData
{
    private static readonly string Root = typeof(RealData).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;

    internal static string Path(string path)
    {
        var folder = Environment.GetEnvironmentVariable("LOGISTICS_DATA") is { Length: > 0 } set ? set : "../shared/data";
        return System.IO.Path.GetFullPath(System.IO.Path.Combine(Root, folder, path));
    }
}
