using System.Globalization;
using Npgsql;

namespace Logistics.Shipments.Feeds;

/// <summary>A column that a list is filtered by.</summary>
/// <param name="ParameterType">Type of the values in an array of them.</param>
/// <param name="FromParameter">The column's value of one of them, `{0}`.</param>
internal sealed record Column<TDoc>(
    string Name, string SqlType, string ParameterType, string FromParameter, Func<IReadOnlyList<TDoc>, NpgsqlParameter> Values)
{
    public static Column<TDoc> Of<TValue>(string name, string sqlType, Func<TDoc, TValue> value)
        => new(name, sqlType, sqlType, "{0}", docs => Sql.Of(docs.Select(value).ToArray()));

    /// <summary>Codes without blanks: PostgreSQL unnests no arrays of arrays.</summary>
    public static Column<TDoc> OfCodes(string name, Func<TDoc, IEnumerable<string>> codes)
        => new(name, "text[]", "text", "string_to_array({0}, ' ')", docs => Sql.Of(docs.Select(d => string.Join(' ', codes(d))).ToArray()));

    public string From(string parameter) => string.Format(CultureInfo.InvariantCulture, FromParameter, parameter);
}
