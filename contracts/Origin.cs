namespace Logistics.Contracts;

/// <summary>
/// Where a message comes from: the publishing stream and its version after the event. The bus may repeat and reorder;
/// a consumer ignores a version of a stream that it has passed.
/// </summary>
public sealed record Origin(string Stream, long Version, long Position);
