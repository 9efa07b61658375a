using Google.Protobuf.WellKnownTypes;
using Logistics.Hosting.Grpc;
using Logistics.Types.V1;
using NodaTime;

namespace Logistics.Console.Edge;

/// <summary>WGS 84 degrees.</summary>
internal sealed record Position(double Latitude, double Longitude);

/// <summary>Half, four in five, nineteen in twenty arrive by then.</summary>
internal sealed record EtaRange(Instant P50, Instant P80, Instant P95);

/// <summary>The contract's values in the browser's shape: what proto3 leaves empty is null.</summary>
internal static class Wire
{
    internal static string? OrNull(this string text) => text.Length > 0 ? text : null;

    internal static Instant? OrNull(this Timestamp? time) => time?.ToInstant();

    internal static Instant? OrNull(this EventTime? time) => time?.Instant?.ToInstant();

    internal static Position? OrNull(this GeoPosition? position) => position is null ? null : new(position.Latitude, position.Longitude);

    internal static EtaRange? OrNull(this EstimatedTime? estimate) => estimate?.P50 is null
        ? null
        : new(estimate.P50.ToInstant(), (estimate.P80 ?? estimate.P50).ToInstant(), (estimate.P95 ?? estimate.P80 ?? estimate.P50).ToInstant());

    internal static int? MinutesBetween(Instant? planned, Instant? other) =>
        planned is { } from && other is { } to ? (int)Math.Round((to - from).TotalMinutes) : null;
}
