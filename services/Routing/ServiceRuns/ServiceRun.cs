using System.Collections.Immutable;
using NodaTime;

namespace Logistics.Routing.ServiceRuns;

/// <summary>A shipment holds weight on the sections between two calls of a run.</summary>
internal sealed record CapacityReserved(
    string ServiceId, LocalDate ServiceDate, string ShipmentId, int FromCall, int ToCall, double WeightKg);

/// <summary>All that the shipment held on this run is free again.</summary>
internal sealed record CapacityReleased(string ServiceId, LocalDate ServiceDate, string ShipmentId);

/// <param name="FromCall">Late from this call on; what was said of earlier calls stays.</param>
internal sealed record DelayReported(string ServiceId, LocalDate ServiceDate, int FromCall, int DelayMinutes, string Cause);

internal readonly record struct RunId(string ServiceId, LocalDate ServiceDate)
{
    internal static RunId Of(object e) => e switch
    {
        CapacityReserved reserved => new RunId(reserved.ServiceId, reserved.ServiceDate),
        CapacityReleased released => new RunId(released.ServiceId, released.ServiceDate),
        DelayReported delayed => new RunId(delayed.ServiceId, delayed.ServiceDate),
        _ => throw new ArgumentException($"A service run has no event {e.GetType().Name}.", nameof(e)),
    };

    public override string ToString() => $"{ServiceId}@{ServiceDate:R}";
}

internal sealed record Reservation(string ShipmentId, int FromCall, int ToCall, double WeightKg)
{
    internal bool Covers(int call) => call >= FromCall && call < ToCall;
}

internal sealed record Delay(int FromCall, int Minutes, string Cause);

/// <summary>
/// One service on one day: what is reserved on it and how late it is said to be. Comes into being with the first reservation or
/// delay; a reservation ends when its shipment is closed. A shipment may ride the same run twice, on different sections.
/// </summary>
internal sealed record ServiceRun(ImmutableList<Reservation> Reservations, ImmutableList<Delay> Delays)
{
    internal static readonly ServiceRun None = new([], []);

    /// <summary>Kilograms on the section that leaves the given call.</summary>
    internal double LoadAfter(int call) => Reservations.Where(reserved => reserved.Covers(call)).Sum(reserved => reserved.WeightKg);

    internal double HeldBy(string shipmentId, int call) => Reservations
        .Where(reserved => reserved.ShipmentId == shipmentId && reserved.Covers(call))
        .Sum(reserved => reserved.WeightKg);

    internal Delay? DelayAt(int call) => Delays.LastOrDefault(delay => delay.FromCall <= call);

    internal static ServiceRun Evolve(ServiceRun run, object e) => e switch
    {
        CapacityReserved reserved => run with
        {
            Reservations = run.Reservations.Add(
                new Reservation(reserved.ShipmentId, reserved.FromCall, reserved.ToCall, reserved.WeightKg)),
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
        _ => throw new ArgumentException($"A service run has no event {e.GetType().Name}.", nameof(e)),
    };
}
