using Xunit;

namespace Logistics.Specs;

/// <summary>For a client in a language that this machine may lack; the run says so where it does.</summary>
public sealed class FactWithAttribute : FactAttribute
{
    /// <param name="needs">Programs in PATH, or files and folders by their paths.</param>
    public FactWithAttribute(params string[] needs)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        var missing = needs.Where(each => !Path.Exists(each) && !folders.Any(folder => File.Exists(Path.Combine(folder, each)))).ToList();
        if (missing.Count > 0) Skip = $"{string.Join(" and ", missing)} is not on this machine.";
    }
}
