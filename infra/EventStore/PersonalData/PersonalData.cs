using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// Encrypts what is personal before it enters an event, with a key per person. Erasing the key makes it unreadable everywhere at
/// once, in the log and in rebuilds, and the hash chain still verifies. Nothing is cached. Read models that keep revealed text
/// are told by <see cref="PersonErased"/>.
/// </summary>
public sealed class PersonalData
{
    private const int KeyIdLength = 16;

    private readonly NpgsqlDataSource source;
    private readonly MasterKey master;
    private readonly IEventLog log;

    internal PersonalData(NpgsqlDataSource source, MasterKey master, IEventLog log)
    {
        this.source = source;
        this.master = master;
        this.log = log;
    }

    /// <summary>Encrypts for a person; the first time makes the person's key.</summary>
    public async Task<ProtectedText> Protect(string person, string plain, CancellationToken ct)
    {
        var (keyId, key) = await KeyOf(person, ct);
        var cipher = Seal.Close(key, Encoding.UTF8.GetBytes(plain), Encoding.UTF8.GetBytes(person));
        return new ProtectedText(person, Convert.ToBase64String([.. keyId.ToByteArray(), .. cipher]));
    }

    /// <summary>The plain text; null once the person was erased.</summary>
    /// <exception cref="CryptographicException">It was tampered with.</exception>
    public async Task<string?> Reveal(ProtectedText text, CancellationToken ct) => (await RevealAll([text], ct))[0];

    /// <summary>Several at once, in order, with one query.</summary>
    public async Task<IReadOnlyList<string?>> RevealAll(IReadOnlyList<ProtectedText> texts, CancellationToken ct)
    {
        var ciphers = texts.Select(text => Convert.FromBase64String(text.Cipher)).ToList();
        var keys = await KeysById(ciphers.Select(KeyIdOf).Distinct().ToArray(), ct);
        return [.. texts.Select((text, i) => keys.TryGetValue(KeyIdOf(ciphers[i]), out var key)
            ? Encoding.UTF8.GetString(Seal.Open(key, ciphers[i].AsSpan(KeyIdLength), Encoding.UTF8.GetBytes(text.Person)))
            : null)];
    }

    /// <summary>Destroys the person's keys, for good. Protecting for the same person later starts with a new key.</summary>
    /// <returns>Position of the event that tells projections to drop what they revealed; 0 where there was nothing to erase.</returns>
    public async Task<long> Erase(string person, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            "update log_personal_keys set wrapped = null, erased_at = clock_timestamp() where person = $1 and erased_at is null");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = person });
        await command.ExecuteNonQueryAsync(ct);
        var position = 0L;
        foreach (var erased in await Unannounced(person, ct)) position = await Announce(erased, ct);
        return position;
    }

    /// <summary>Catches up on the events of erasures that have none yet: the key goes first, and what follows may be cut short.</summary>
    internal async Task AnnounceErasures(CancellationToken ct)
    {
        foreach (var person in await Unannounced(null, ct)) await Announce(person, ct);
    }

    private async Task<IReadOnlyList<string>> Unannounced(string? person, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            "select distinct person from log_personal_keys where erased_at is not null and announced is null and ($1::text is null or person = $1)");
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = person });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var persons = new List<string>();
        while (await rows.ReadAsync(ct)) persons.Add(rows.GetString(0));
        return persons;
    }

    // Cut short after the append it is told twice, which does no harm.
    private async Task<long> Announce(string person, CancellationToken ct)
    {
        var stream = $"personal-data-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person)))[..32]}";
        var outcome = await log.Append([new(stream, "personal-data", null, [new PersonErased(person)])], CommandContext.None, ct);
        var position = ((AppendOutcome.Appended)outcome).Position;
        await using var command = source.CreateCommand(
            "update log_personal_keys set announced = $2 where person = $1 and erased_at is not null and announced is null");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = person });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = position });
        await command.ExecuteNonQueryAsync(ct);
        return position;
    }

    private static Guid KeyIdOf(byte[] cipher)
        => cipher.Length > KeyIdLength ? new Guid(cipher.AsSpan(0, KeyIdLength)) : throw new CryptographicException("Too short to be protected text.");

    private async Task<(Guid Id, byte[] Key)> KeyOf(string person, CancellationToken ct)
    {
        while (true)
        {
            if (await Find(person, ct) is { } found) return found;
            var id = Guid.CreateVersion7();
            await using var insert = source.CreateCommand(
                """
                insert into log_personal_keys (key_id, person, wrapped, created_at) values ($1, $2, $3, clock_timestamp())
                on conflict (person) where erased_at is null do nothing
                """);
            insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = person });
            insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = master.Wrap(id, RandomNumberGenerator.GetBytes(Seal.KeyLength)) });
            await insert.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task<(Guid Id, byte[] Key)?> Find(string person, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select key_id, wrapped from log_personal_keys where person = $1 and erased_at is null");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = person });
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return null;
        var id = row.GetGuid(0);
        return (id, master.Unwrap(id, row.GetFieldValue<byte[]>(1)));
    }

    private async Task<Dictionary<Guid, byte[]>> KeysById(Guid[] ids, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select key_id, wrapped from log_personal_keys where key_id = any($1) and erased_at is null");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var keys = new Dictionary<Guid, byte[]>();
        while (await rows.ReadAsync(ct)) keys[rows.GetGuid(0)] = master.Unwrap(rows.GetGuid(0), rows.GetFieldValue<byte[]>(1));
        return keys;
    }
}
