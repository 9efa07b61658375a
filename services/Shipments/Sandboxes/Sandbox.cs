using Logistics.EventStore;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.TransportOrders;
using NodaTime;

namespace Logistics.Shipments.Sandboxes;

/// <summary>In the streams of the samples that go.</summary>
internal sealed record SandboxDiscarded(Instant At);

internal sealed record SandboxStocked(string Organisation, IReadOnlyList<Sample> Samples, Instant At);

internal sealed record Sample(string ShipmentId, IReadOnlyList<string> TransportOrderIds);

/// <summary>
/// The samples of an organisation that tries the hub out. Stocked when the organisation is registered and whenever it asks; each
/// time the samples of before are discarded in the same append. Their shipments and orders are like any other, but for their
/// operator, which is nobody, and their ids: by these everything that would tell others of them, or claim what others use,
/// leaves them out.
/// </summary>
internal sealed record Sandbox(IReadOnlyList<Sample> Samples)
{
    /// <summary>Runs the hub in the samples' world; nobody signs in for it.</summary>
    public const string Operator = "org-sandbox";

    public const string ShipmentIds = "shp-sandbox";
    public const string OrderIds = "to-sandbox";

    public static readonly StreamType<Sandbox> Stream = new("sandbox", new([]), Evolve);

    private static readonly string[] Streams =
        [$"{Stream.Name}-", Shipment.Stream.IdOf($"{ShipmentIds}-"), TransportOrder.Stream.IdOf($"{OrderIds}-")];

    /// <summary>Whether a stream is about a sandbox and concerns nobody else.</summary>
    public static bool Owns(string streamId) => Streams.Any(start => streamId.StartsWith(start, StringComparison.Ordinal));

    private static Sandbox Evolve(Sandbox sandbox, object e) => e switch
    {
        SandboxStocked stocked => new(stocked.Samples),
        _ => throw new InvalidOperationException($"A sandbox knows no event {e.GetType().Name}."),
    };
}
