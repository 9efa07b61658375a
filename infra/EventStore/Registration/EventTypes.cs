using System.Text.Json;
using System.Text.RegularExpressions;

namespace Logistics.EventStore;

/// <summary>Stored names, their types, and the way from old versions to new ones.</summary>
internal sealed partial class EventTypes
{
    private readonly Dictionary<string, Type> types = [];
    private readonly Dictionary<Type, string> names = [];
    private readonly Dictionary<Type, Func<object, object>> upcasters = [];

    internal IReadOnlyDictionary<string, Type> ByName => types;

    internal void Add(string name, Type type)
    {
        if (!StoredName().IsMatch(name))
            throw new ArgumentException($"'{name}' is no stored event name; it looks like 'shipment-booked.v1'.", nameof(name));
        if (!types.TryAdd(name, type)) throw new ArgumentException($"Event name '{name}' is registered twice.", nameof(name));
        if (!names.TryAdd(type, name)) throw new ArgumentException($"Event type {type.Name} is registered twice.", nameof(type));
    }

    internal void AddUpcaster(Type old, Func<object, object> upcast)
    {
        if (!names.ContainsKey(old)) throw new ArgumentException($"Register {old.Name} by its stored name before its upcaster.");
        if (!upcasters.TryAdd(old, upcast)) throw new ArgumentException($"{old.Name} has two upcasters.");
    }

    internal string NameOf(object e)
    {
        var type = e.GetType();
        if (!names.TryGetValue(type, out var name))
            throw new ArgumentException($"{type.Name} is not a registered event. Add store.Event<{type.Name}>(\"...v1\") to AddEventStore.");
        if (upcasters.ContainsKey(type)) throw new ArgumentException($"{type.Name} is an old version; append the newest.");
        return name;
    }

    internal object Read(string name, ReadOnlySpan<byte> json)
    {
        if (!types.TryGetValue(name, out var type)) throw new UnknownEventTypeException(name);
        var e = JsonSerializer.Deserialize(json, type, EventJson.Options)
            ?? throw new JsonException($"An event of type '{name}' is stored as null.");
        while (upcasters.TryGetValue(e.GetType(), out var upcast)) e = upcast(e);
        return e;
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\.v[1-9][0-9]*$")]
    private static partial Regex StoredName();
}
