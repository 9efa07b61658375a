using Logistics.EventStore;

namespace Logistics.Shipments.Streams;

internal static class StreamNames
{
    /// <summary>`S1` in `shipment-S1` for shipments; null in a stream of another type.</summary>
    public static string? IdIn<TState>(StreamType<TState> type, string streamId)
        => streamId.StartsWith(type.Name, StringComparison.Ordinal) && streamId.Length > type.Name.Length + 1 && streamId[type.Name.Length] == '-'
            ? streamId[(type.Name.Length + 1)..]
            : null;
}
