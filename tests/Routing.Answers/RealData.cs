using System.Reflection;

namespace Logistics.Routing.Answers;

/// <summary>The folder of real data: LOGISTICS_DATA, by default beside the checkout.</summary>
internal static class RealData
{
    private static readonly string Root = typeof(RealData).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;

    internal static string Path(string path)
    {
        var folder = Environment.GetEnvironmentVariable("LOGISTICS_DATA") is { Length: > 0 } set ? set : "../shared/data";
        return System.IO.Path.GetFullPath(System.IO.Path.Combine(Root, folder, path));
    }
}
