using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// Signed heads where they are kept: a line each in <c>{database}.jsonl</c> in the folder of heads, which belongs on storage that
/// the database's owner cannot rewrite, and a copy in the table.
/// </summary>
internal sealed class ExportedHeads(NpgsqlDataSource source, KeyFolder keys)
{
    /// <summary>Null where there is no folder for it.</summary>
    internal string? FileOf(string extension) => keys.HeadFolder is { } folder ? Path.Combine(folder, keys.Database + extension) : null;

    internal async Task Add(SignedHead head, DateTime at, ECDsa key, CancellationToken ct)
    {
        await using var insert = source.CreateCommand("insert into log_heads (position, signed_at, line) values ($1, $2, $3)");
        insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = head.Position });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = at });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = head.Line });
        await insert.ExecuteNonQueryAsync(ct);
        await Export(key, ct);
    }

    /// <summary>Writes the table's lines that the file lacks: all of them, should it have been interrupted or lost.</summary>
    internal async Task Export(ECDsa key, CancellationToken ct)
    {
        if (FileOf(".jsonl") is not { } path) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(FileOf(".public.pem")!, key.ExportSubjectPublicKeyInfoPem() + "\n", ct);
        var known = File.Exists(path) ? (await File.ReadAllLinesAsync(path, ct)).ToHashSet() : [];
        await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        await using (var text = new StreamWriter(file, leaveOpen: true) { NewLine = "\n" })
        {
            foreach (var line in (await InTable(ct)).Where(line => !known.Contains(line))) await text.WriteLineAsync(line);
        }

        file.Flush(flushToDisk: true);
    }

    /// <summary>All heads of the file (ours, or the caller's copy) and of the table, and the first line that our key did not sign.</summary>
    internal async Task<(IReadOnlyList<SignedHead> Heads, string? Fault)> Read(ECDsa key, string? file, CancellationToken ct)
    {
        var heads = new HashSet<SignedHead>();
        foreach (var (line, where) in (await InFile(file, ct)).Select(line => (line, "the file")).Concat((await InTable(ct)).Select(line => (line, "log_heads"))))
        {
            if (Signed(line, key) is not { } head) return ([], $"a line of {where} is not signed by our key: {line}");
            heads.Add(head);
        }

        return ([.. heads.OrderBy(head => head.Position)], null);
    }

    /// <summary>The last one of file and table; null where there is none.</summary>
    /// <exception cref="InvalidOperationException">Our key did not sign it.</exception>
    internal async Task<SignedHead?> Last(ECDsa key, CancellationToken ct)
    {
        SignedHead? last = null;
        foreach (var line in new[] { (await InFile(null, ct)).LastOrDefault(), (await InTable(ct)).LastOrDefault() }.OfType<string>())
        {
            var head = Signed(line, key) ?? throw new InvalidOperationException($"The last head is not signed by our key: {line}");
            if (last is null || head.Position > last.Position) last = head;
        }

        return last;
    }

    private async Task<IReadOnlyList<string>> InFile(string? file, CancellationToken ct)
    {
        var path = file ?? FileOf(".jsonl");
        if (path is null || (file is null && !File.Exists(path))) return [];
        return [.. (await File.ReadAllLinesAsync(path, ct)).Where(line => line.Length > 0)];
    }

    private async Task<IReadOnlyList<string>> InTable(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select line from log_heads order by position");
        await using var rows = await command.ExecuteReaderAsync(ct);
        var lines = new List<string>();
        while (await rows.ReadAsync(ct)) lines.Add(rows.GetString(0));
        return lines;
    }

    private static SignedHead? Signed(string line, ECDsa key)
    {
        try
        {
            return SignedHead.Parse(line) is var head && head.IsSignedBy(key) ? head : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
