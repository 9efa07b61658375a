using System.Text.RegularExpressions;
using Logistics.Local;

namespace Logistics.EndToEnd.Tests;

/// <summary>The code blocks of a page.</summary>
/// <param name="path">In the checkout.</param>
internal sealed partial class Page(string path)
{
    private readonly string text = File.ReadAllText(Path.Combine(Checkout.Find().Root, path));

    /// <summary>What each program prints.</summary>
    public string Printed => Block("text", "");

    public string Block(string language, string name)
        => Blocks().Matches(text).SingleOrDefault(block => block.Groups["info"].Value == $"{language} {name}".TrimEnd())?.Groups["code"].Value
            ?? throw new InvalidOperationException($"The page has no block `{language} {name}`.");

    [GeneratedRegex(@"^```(?<info>\w[^\n]*)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
