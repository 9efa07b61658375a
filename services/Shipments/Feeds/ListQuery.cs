using System.Globalization;
using Npgsql;

namespace Logistics.Shipments.Feeds;

/// <summary>The conditions of a list, only those that were asked for: a plan for what is not asked would be a bad one.</summary>
internal sealed class ListQuery
{
    private readonly List<string> conditions = [];

    public List<NpgsqlParameter> Parameters { get; } = [];

    /// <param name="condition">With `{0}`, `{1}` for its parameters.</param>
    public ListQuery Where(string condition, params NpgsqlParameter[] parameters)
    {
        object[] names = [.. parameters.Select((_, i) => (object)string.Create(CultureInfo.InvariantCulture, $"${Parameters.Count + i + 1}"))];
        conditions.Add(string.Format(CultureInfo.InvariantCulture, condition, names));
        Parameters.AddRange(parameters);
        return this;
    }

    public string Sql(string columns, string table, string order, int limit)
        => $"select {columns} from {table}{(conditions.Count == 0 ? "" : " where ")}{string.Join(" and ", conditions)} order by {order} limit {limit}";
}
