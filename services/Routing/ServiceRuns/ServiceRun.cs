using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Logistics.Routing.Network;
using NodaTime;

namespace Logistics.Routing.ServiceRuns;

/// <summary>A shipment holds weight on the sections between two calls of a run.</summary>
internal sealed record CapacityReserved(
    string ServiceId, LocalDate ServiceDate, string ShipmentId, int FromCall, int ToCall, double WeightKg)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? VolumeM3 { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Units { get; init; }

    internal Load Load => new(WeightKg, VolumeM3 ?? 0, Units ?? 0);

    internal static CapacityReserved Of(RunId run, Reservation held) =>
        new(run.ServiceId, run.ServiceDate, held.ShipmentId, held.FromCall, held.ToCall, held.Load.WeightKg)
        {
            VolumeM3 = held.Load.VolumeM3 == 0 ? null : held.Load.VolumeM3,
            Units = held.Load.Units == 0 ? null : held.Load.Units,
        };
}

/// <summary>All that the shipment held on this run is free again.</summary>
internal sealed record CapacityReleased(string ServiceId, LocalDate ServiceDate, string ShipmentId);

/// <param name="FromCall">Late from this call on; what was said of earlier calls stays.</param>
internal sealed record DelayReported(string ServiceId, LocalDate ServiceDate, int FromCall, int DelayMinutes, string Cause);

/// <param name="FromCall">It does not leave this call or any later one; null: it runs after all.</param>
internal sealed record RunCancelled(string ServiceId, LocalDate ServiceDate, int? FromCall, string Cause);

internal readonly record struct RunId(string ServiceId, LocalDate ServiceDate)
{
    internal static RunId Of(object e) => e switch
    {
        CapacityReserved reserved => new RunId(reserved.ServiceId, reserved.ServiceDate),
        CapacityReleased released => new RunId(released.ServiceId, released.ServiceDate),
        DelayReported delayed => new RunId(delayed.ServiceId, delayed.ServiceDate),
        RunCancelled cancelled => new RunId(cancelled.ServiceId, cancelled.ServiceDate),
        _ => throw new ArgumentException($"A service run has no event {e.GetType().Name}.", nameof(e)),
    };

    public override string ToString() => $"{ServiceId}@{ServiceDate:R}";
}

internal sealed record Reservation(string ShipmentId, int FromCall, int ToCall, Load Load)
{
    internal bool Covers(int call) => call >= FromCall && call < ToCall;
}

internal sealed record Cancellation(int FromCall, string Cause);

internal sealed record Delay(int FromCall, int Minutes, string Cause);

/// <summary>
/// One service on one day: what is reserved on it, how late it is said to be and whether it runs. Comes into being with the first of
/// these; a reservation ends when its shipment is closed. A shipment may ride the same run twice, on different sections.
/// </summary>
internal sealed record ServiceRun(ImmutableList<Reservation> Reservations, ImmutableList<Delay> Delays, Cancellation? Cancelled)
{
    internal static readonly ServiceRun None = new([], [], null);

    /// <summary>On the section that leaves the given call.</summary>
    internal Load LoadAfter(int call) => Sum(Reservations.Where(reserved => reserved.Covers(call)));

    internal Load HeldBy(string shipmentId, int call) =>
        Sum(Reservations.Where(reserved => reserved.ShipmentId == shipmentId && reserved.Covers(call)));

    /// <summary>Whether it is where the other is at all times.</summary>
    internal bool RunsLike(ServiceRun other) => Delays == other.Delays && Cancelled == other.Cancelled;

    internal Delay? DelayAt(int call) => Delays.LastOrDefault(delay => delay.FromCall <= call);

    internal static ServiceRun Evolve(ServiceRun run, object e) => e switch
    {
        CapacityReserved reserved => run with
        {
            Reservations = run.Reservations.Add(
                new Reservation(reserved.ShipmentId, reserved.FromCall, reserved.ToCall, reserved.Load)),
        },
        CapacityReleased released => run with
        {
            Reservations = run.Reservations.RemoveAll(held => held.ShipmentId == released.ShipmentId),
        },
        DelayReported delayed => run with
        {
            Delays = run.Delays.RemoveAll(earlier => earlier.FromCall >= delayed.FromCall)
                .Add(new Delay(delayed.FromCall, delayed.DelayMinutes, delayed.Cause)),
        },
        RunCancelled cancelled => run with
        {
            Cancelled = cancelled.FromCall is { } from ? new Cancellation(from, cancelled.Cause) : null,
        },
        _ => throw new ArgumentException($"A service run has no event {e.GetType().Name}.", nameof(e)),
    };

    private static Load Sum(IEnumerable<Reservation> held) => held.Aggregate(default(Load), (sum, reserved) => sum + reserved.Load);
}
