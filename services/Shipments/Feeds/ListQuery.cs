using System.Globalization;
using Npgsql;

namespace Logistics.Shipments.Feeds;

/// <summary>
/// The conditions of a list, only those that were asked for: a plan for what is not asked would be a bad one. Conditions are on
/// the party table; `{org}` in one of them is the organisation that asks.
/// </summary>
internal sealed class ListQuery
{
    private readonly List<string> conditions = [];

    public List<NpgsqlParameter> Parameters { get; } = [];

    /// <param name="condition">With `{0}`, `{1}` for its parameters.</param>
    public ListQuery Where(string condition, params NpgsqlParameter[] parameters)
    {
        // The organisation is $1.
        object[] names = [.. parameters.Select((_, i) => (object)string.Create(CultureInfo.InvariantCulture, $"${Parameters.Count + i + 2}"))];
        conditions.Add(string.Format(CultureInfo.InvariantCulture, condition.Replace("{org}", "$1", StringComparison.Ordinal), names));
        Parameters.AddRange(parameters);
        return this;
    }

    /// <summary>Walks the party's own rows from the top, then looks up the documents of one page.</summary>
    public string Sql(FeedSchema tables, int limit)
        => $"""
            select p.ordinal, l.wire from (
              select p.ordinal from {tables.Party} p where {string.Join(" and ", conditions.Prepend("p.organisation = $1"))}
              order by p.ordinal desc limit {limit}
            ) p join {tables.List} l on l.ordinal = p.ordinal order by p.ordinal desc
            """;
}
