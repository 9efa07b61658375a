namespace Logistics.EventStore;

/// <summary>Events for one stream.</summary>
/// <param name="StreamId">For example <c>shipment-S123</c>; at most 500 characters.</param>
/// <param name="StreamType">The prefix, for example <c>shipment</c>.</param>
/// <param name="ExpectedVersion">The version the stream must have before the append: 0 a new stream, null whatever it has.</param>
/// <param name="Events">At least one; records of registered types.</param>
public sealed record StreamAppend(string StreamId, string StreamType, long? ExpectedVersion, IReadOnlyList<object> Events);
