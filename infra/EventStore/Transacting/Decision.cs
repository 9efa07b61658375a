namespace Logistics.EventStore;

/// <summary>What a pure decider answers: events, perhaps none, or a refusal.</summary>
public abstract record Decision
{
    /// <summary>Already done, or nothing to do: no events, success.</summary>
    public static readonly Decision Nothing = new Accepted([]);

    private Decision()
    {
    }

    /// <summary>The command takes effect with these events.</summary>
    public sealed record Accepted(IReadOnlyList<object> Events) : Decision;

    /// <summary>The command is refused; nothing is recorded.</summary>
    public sealed record Refused(Refusal Refusal) : Decision;

    /// <summary>Accepts with events.</summary>
    public static Decision Accept(params object[] events) => new Accepted(events);

    /// <summary>Refuses.</summary>
    /// <param name="reason">Kebab-case, from the service's closed set.</param>
    /// <param name="detail">For a person.</param>
    public static Decision Refuse(string reason, string detail) => new Refused(new Refusal(reason, detail));
}

/// <summary>A business refusal.</summary>
/// <param name="Reason">Machine-readable, kebab-case, from the service's closed set.</param>
/// <param name="Detail">For a person.</param>
public sealed record Refusal(string Reason, string Detail)
{
    /// <summary>Reason of <see cref="Transactor"/>'s own refusal: the caller's expected version is stale.</summary>
    public const string StaleVersion = "stale-version";

    /// <summary>Reason of <see cref="Transactor"/>'s own refusal: the idempotency key belongs to another request.</summary>
    public const string KeyReused = "idempotency-key-reused";

    /// <summary>Reason of <see cref="Transactor"/>'s own refusal: the stream is archived.</summary>
    public const string Archived = "stream-archived";
}
