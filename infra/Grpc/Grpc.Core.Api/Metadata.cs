using System.Collections;

namespace Grpc.Core;

/// <summary>
/// Headers or trailers of a call: an ordered list in which a key may occur more than once.
/// Keys are lower case; a key that ends in <c>-bin</c> holds bytes, every other one text.
/// </summary>
public sealed class Metadata : IList<Metadata.Entry>
{
    public const string BinaryHeaderSuffix = "-bin";

    /// <summary>Shared and read-only.</summary>
    public static readonly Metadata Empty = new(isReadOnly: true);

    private readonly List<Entry> entries = [];

    public Metadata()
    {
    }

    private Metadata(bool isReadOnly) => IsReadOnly = isReadOnly;

    public int Count => entries.Count;

    public bool IsReadOnly { get; }

    public Entry this[int index]
    {
        get => entries[index];
        set
        {
            RequireWritable();
            entries[index] = value ?? throw new ArgumentNullException(nameof(value));
        }
    }

    /// <summary>The last entry with this key, or null.</summary>
    public Entry? Get(string key) => entries.FindLast(entry => entry.HasKey(key));

    /// <summary>The text of the last entry with this key, or null; refuses a binary one.</summary>
    public string? GetValue(string key) => Get(key) is { } entry ? entry.RequireText().Value : null;

    /// <summary>The bytes of the last entry with this key, or null.</summary>
    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    public IEnumerable<Entry> GetAll(string key) => entries.Where(entry => entry.HasKey(key));

    public void Add(string key, string value) => Add(new Entry(key, value));

    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    public void Add(Entry item) => Insert(Count, item);

    public void Insert(int index, Entry item)
    {
        ArgumentNullException.ThrowIfNull(item);
        RequireWritable();
        entries.Insert(index, item);
    }

    public void RemoveAt(int index)
    {
        RequireWritable();
        entries.RemoveAt(index);
    }

    public bool Remove(Entry item)
    {
        RequireWritable();
        return entries.Remove(item);
    }

    public void Clear()
    {
        RequireWritable();
        entries.Clear();
    }

    public int IndexOf(Entry item) => entries.IndexOf(item);

    public bool Contains(Entry item) => entries.Contains(item);

    public void CopyTo(Entry[] array, int arrayIndex) => entries.CopyTo(array, arrayIndex);

    public IEnumerator<Entry> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void RequireWritable()
    {
        if (IsReadOnly) throw new InvalidOperationException("This metadata is read-only; make a new one.");
    }

    /// <summary>One key with its text or bytes.</summary>
    public sealed class Entry
    {
        private readonly string? text;
        private readonly byte[]? bytes;

        public Entry(string key, string value)
        {
            Key = MetadataKey.Normalize(key);
            if (MetadataKey.IsBinary(Key)) throw new ArgumentException($"The key {Key} ends in -bin: give it bytes.", nameof(key));
            text = value ?? throw new ArgumentNullException(nameof(value));
        }

        public Entry(string key, byte[] valueBytes)
        {
            Key = MetadataKey.Normalize(key);
            if (!MetadataKey.IsBinary(Key)) throw new ArgumentException($"The key {Key} does not end in -bin: give it text.", nameof(key));
            ArgumentNullException.ThrowIfNull(valueBytes);
            bytes = [.. valueBytes];
        }

        public string Key { get; }

        public bool IsBinary => bytes is not null;

        /// <summary>The text; of a binary entry its bytes one for one as ASCII.</summary>
        public string Value => text ?? System.Text.Encoding.ASCII.GetString(bytes!);

        /// <summary>A copy of the bytes; of a text entry its ASCII.</summary>
        public byte[] ValueBytes => bytes is null ? System.Text.Encoding.ASCII.GetBytes(text!) : [.. bytes];

        public override string ToString() =>
            bytes is null ? $"[Entry: key={Key}, value={text}]" : $"[Entry: key={Key}, valueBytes={Convert.ToHexString(bytes)}]";

        internal bool HasKey(string key) => string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);

        internal Entry RequireText() => IsBinary ? throw new ArgumentException($"The entry {Key} is binary.") : this;
    }
}
