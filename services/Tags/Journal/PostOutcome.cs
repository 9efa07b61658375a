using Logistics.EventStore;

namespace Logistics.Tags.Journal;

/// <summary>What a posted batch comes to.</summary>
internal abstract record PostOutcome
{
    /// <summary>Committed.</summary>
    internal sealed record Received(Receipt Receipt) : PostOutcome;

    /// <summary>Nothing of it was stored.</summary>
    internal sealed record Refused(Refusal Refusal) : PostOutcome;
}
