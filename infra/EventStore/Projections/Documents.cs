using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>Reads what a <see cref="DocumentProjection{TDoc}"/> wrote.</summary>
public sealed class Documents(NpgsqlDataSource source)
{
    /// <summary>One document, null where there is none (yet: see <see cref="ProjectionProgress"/>).</summary>
    public async Task<TDoc?> Load<TDoc>(string id, CancellationToken ct)
        where TDoc : class
        => (await LoadMany<TDoc>([id], ct)).GetValueOrDefault(id);

    /// <summary>Those of the documents that are there, by id.</summary>
    public async Task<IReadOnlyDictionary<string, TDoc>> LoadMany<TDoc>(IReadOnlyCollection<string> ids, CancellationToken ct)
        where TDoc : class
    {
        await using var command = source.CreateCommand($"select id, data from {TableOf<TDoc>()} where id = any($1)");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. ids] });
        var docs = new Dictionary<string, TDoc>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) docs[rows.GetString(0)] = EventJson.Deserialize<TDoc>(rows.GetString(1));
        return docs;
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "Marten names its tables in lower case.")]
    internal static string TableOf<TDoc>() => "mt_doc_" + typeof(TDoc).Name.ToLowerInvariant();
}
