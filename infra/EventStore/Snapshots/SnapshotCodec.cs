using System.Text.Json;
using System.Text.Json.Serialization;

namespace Logistics.EventStore;

/// <summary>
/// Lets long streams of a type be loaded from a snapshot and the events after it. The state must hold all that <c>Evolve</c>
/// built, and no personal data that its events do not protect.
/// </summary>
/// <param name="Schema">
/// Names the state's form and the meaning of <c>Evolve</c>, for example <c>shipment-state.v1</c>: whoever changes either changes
/// the name, and older snapshots are passed over.
/// </param>
/// <param name="Write">The state as text.</param>
/// <param name="Read">The inverse; what it throws on is passed over.</param>
public sealed record SnapshotCodec<TState>(string Schema, Func<TState, string> Write, Func<string, TState> Read)
{
    // Stricter than for events: a member too few or too many is another form of the state.
    private static readonly JsonSerializerOptions Strict = new(EventJson.Options)
    {
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Events that a load folds before it leaves a snapshot behind. Default 200.</summary>
    public int Every { get; init; } = 200;

    /// <summary>For a state that comes back from JSON, as <see cref="EventJson"/> writes it, as it was.</summary>
    public static SnapshotCodec<TState> Json(string schema) => new(
        schema,
        state => JsonSerializer.Serialize(state, Strict),
        text => JsonSerializer.Deserialize<TState>(text, Strict) ?? throw new JsonException("A snapshot is not null."));
}
