using Logistics.Routing.Network;

namespace Logistics.Routing.Planning;

/// <summary>Which sections a shipment may ride. Built by adding one constraint after another, so that a refusal can name it.</summary>
internal readonly record struct Admission(double WeightKg, bool Refrigerated, string? ShipmentId)
{
    internal static readonly Admission Everything = new(0, false, null);

    internal bool Admits(SnapshotRun run, int call)
    {
        if (Refrigerated && !run.Service.Refrigerated) return false;
        if (run.Fits(WeightKg, call)) return true;
        return ShipmentId is { } own && run.Loads is not null && run.Fits(WeightKg - run.State.HeldBy(own, call), call);
    }
}
