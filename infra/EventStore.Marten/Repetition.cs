namespace Logistics.EventStore.Marten;

/// <summary>A document that remembers an idempotency key or an inbox message; inserted in the append's transaction.</summary>
/// <param name="Id"><c>key:…</c> or <c>inbox:consumer:message</c>.</param>
/// <param name="StreamId">The last stream that was appended to, and…</param>
/// <param name="Version">…its version then: they lead to the position, which Marten gives out only while it saves. 0 for no events.</param>
/// <param name="Position">The log's head, where there were no events.</param>
public sealed record Repetition(string Id, string? Digest, string? Answer, string? StreamId, long Version, long Position)
{
    internal static IEnumerable<string> IdsOf(CommandContext context)
    {
        if (context.IdempotencyKey is { } key) yield return $"key:{key}";
        if (context.Inbox is { } inbox) yield return $"inbox:{inbox.Consumer}:{inbox.MessageId:N}";
    }
}
