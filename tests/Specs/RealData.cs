using System.Reflection;

namespace Logistics.Specs;

/// <summary>The folder of real data: LOGISTICS_DATA, by default beside the checkout; a relative one is taken from the checkout.</summary>
public static class RealData
{
    private static readonly string Root = typeof(RealData).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>The full path of what stands there under this name.</summary>
    public static string Path(string path)
    {
        var folder = Environment.GetEnvironmentVariable("LOGISTICS_DATA") is { Length: > 0 } set ? set : "../shared/data";
        return System.IO.Path.GetFullPath(System.IO.Path.Combine(Root, folder, path));
    }

    /// <summary>Why a test of it cannot run; null where it is there.</summary>
    public static string? Missing(string path) => Directory.Exists(Path(path)) || File.Exists(Path(path))
        ? null
        : $"{Path(path)} is not there; set LOGISTICS_DATA to the folder that has {path}.";
}
