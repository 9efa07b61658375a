namespace Logistics.Shipments.Streams;

/// <summary>What was used last, by id: so many of them at least and twice as many at most. Whoever keeps something here must know how to tell that it is stale.</summary>
internal sealed class Recent<T>(int atLeast)
    where T : class
{
    private readonly Lock gate = new();
    private Dictionary<string, T> young = [];
    private Dictionary<string, T> old = [];

    public T? Find(string id)
    {
        lock (gate)
        {
            if (young.TryGetValue(id, out var value)) return value;
            if (old.TryGetValue(id, out value)) Add(id, value);
            return value;
        }
    }

    public void Put(string id, T value)
    {
        lock (gate) Add(id, value);
    }

    public void Forget(string id)
    {
        lock (gate)
        {
            young.Remove(id);
            old.Remove(id);
        }
    }

    private void Add(string id, T value)
    {
        if (young.Count >= atLeast && !young.ContainsKey(id)) (old, young) = (young, []);
        young[id] = value;
    }
}
