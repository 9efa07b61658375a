using Logistics.EventStore;

namespace Logistics.Shipments.Streams;

/// <summary>
/// What one command does to several streams: each is loaded when it is first decided on, later decisions see the earlier ones'
/// events, and each stream that got events is appended at the version it was loaded at.
/// </summary>
/// <param name="preloaded">Streams that were loaded together with others.</param>
/// <param name="memory">Streams as they were left; null: only the log counts.</param>
internal sealed class Draft(IEventLog log, ILookup<string, StoredEvent>? preloaded = null, StreamMemory? memory = null)
{
    private readonly Dictionary<string, Stream> streams = [];

    /// <summary>Something in it is not from the log.</summary>
    public bool IsFromMemory => streams.Values.Any(s => s.Remembered);

    /// <summary>The append checks whatever it is decided on that is not from the log.</summary>
    public bool IsCheckedByAppend => streams.Values.All(s => !s.Remembered || s.Added.Count > 0);

    public IReadOnlyList<StreamAppend> Appends() =>
        [.. streams.Where(s => s.Value.Added.Count > 0).Select(s => new StreamAppend(s.Key, s.Value.Type, s.Value.Version, s.Value.Added))];

    public async Task<TState> Load<TState>(StreamType<TState> type, string id, CancellationToken ct)
        => (TState)(await Find(type, id, ct)).State;

    /// <summary>As it was before this draft.</summary>
    public async Task<TState> Loaded<TState>(StreamType<TState> type, string id, CancellationToken ct)
        => (TState)(await Find(type, id, ct)).Initial;

    /// <summary>Refuses a caller who knows another version of a stream; 0 does not ask. Who may not see it learns nothing of it.</summary>
    public async Task<Refusal?> Expect<TState>(
        StreamType<TState> type, string id, long version, Func<TState, bool> visible, CancellationToken ct)
    {
        if (version == 0) return null;
        var stream = await Find(type, id, ct);
        return stream.Version == version || !visible((TState)stream.State) ? null : new(Refusal.StaleVersion, $"Expected version {version}, but it is at version {stream.Version}.");
    }

    /// <summary>A stream that nobody can have begun, because its id was made just now: there is nothing to load.</summary>
    public void Begin<TState>(StreamType<TState> type, string newId) => streams[type.IdOf(newId)] = new(type.Name, 0, type.Initial!);

    /// <summary>Null where the decision was accepted.</summary>
    public async Task<Refusal?> Decide<TState>(StreamType<TState> type, string id, Func<TState, Decision> decide, CancellationToken ct)
    {
        var stream = await Find(type, id, ct);
        var decision = decide((TState)stream.State);
        if (decision is Decision.Refused refused) return refused.Refusal;
        foreach (var e in ((Decision.Accepted)decision).Events)
        {
            stream.State = type.Evolve((TState)stream.State, e)!;
            stream.Added.Add(e);
        }

        return null;
    }

    /// <summary>What was decided is in the log: the next command is decided on it.</summary>
    /// <param name="into">Null: nobody is expected back soon.</param>
    public void Appended(StreamMemory? into)
    {
        foreach (var (id, stream) in streams.Where(s => s.Value.Added.Count > 0))
        {
            stream.Appended();
            into?.Keep(id, stream.Version, stream.State);
        }
    }

    private async Task<Stream> Find<TState>(StreamType<TState> type, string id, CancellationToken ct)
    {
        var name = type.IdOf(id);
        if (streams.TryGetValue(name, out var known)) return known;
        if (memory?.Find(name) is { } left) return streams[name] = new Stream(type.Name, left.Version, left.State, remembered: true);
        var events = preloaded?.Contains(name) == true ? [.. preloaded[name]] : await log.Load(name, 0, ct);
        var state = events.Aggregate(type.Initial, (folded, e) => type.Evolve(folded, e.Data));
        return streams[name] = new Stream(type.Name, events.Count == 0 ? 0 : events[^1].Version, state!);
    }

    private sealed class Stream(string type, long version, object state, bool remembered = false)
    {
        /// <summary>Not from the log.</summary>
        public bool Remembered { get; private set; } = remembered;

        public string Type { get; } = type;

        public long Version { get; private set; } = version;

        public object Initial { get; private set; } = state;

        public object State { get; set; } = state;

        public List<object> Added { get; } = [];

        public void Appended()
        {
            Version += Added.Count;
            Initial = State;
            Remembered = false;
            Added.Clear();
        }
    }
}
