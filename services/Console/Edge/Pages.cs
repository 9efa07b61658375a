namespace Logistics.Console.Edge;

/// <summary>All pages of a list up to a cap.</summary>
internal static class Pages
{
    internal const int Size = 500;

    /// <param name="page">Answers the items behind a page token, and the next token (empty at the end).</param>
    internal static async Task<(IReadOnlyList<T> Items, bool Truncated)> All<T>(
        int atMost, Func<string, Task<(IEnumerable<T> Items, string Next)>> page)
    {
        var all = new List<T>();
        var token = "";
        do
        {
            var (items, next) = await page(token);
            all.AddRange(items);
            token = next;
        }
        while (token.Length > 0 && all.Count < atMost);
        return (all, token.Length > 0);
    }
}
