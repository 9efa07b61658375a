using Logistics.Shipments.Shipments;
using Logistics.Shipments.WorkItems;

namespace Logistics.Shipments.Tests;

/// <summary>What policies make of a change.</summary>
internal static class Judged
{
    public static readonly Shipment Planned = Known.Folded(Known.Booked, Known.Assigned);

    public static Shipment With(Shipment s, object e) => Shipment.Stream.Evolve(s, e);

    public static IReadOnlyList<WorkItemCommand> After(Shipment s, object e) => Policies.After(s, With(s, e));

    public static IEnumerable<WorkItemKind> Raised(Shipment before, Shipment after)
        => Policies.After(before, after).OfType<WorkItemCommand.Raise>().Select(c => c.Kind);

    public static IEnumerable<WorkItemKind> Cleared(Shipment before, Shipment after)
        => Policies.After(before, after).OfType<WorkItemCommand.Clear>().Select(c => c.Kind);
}
