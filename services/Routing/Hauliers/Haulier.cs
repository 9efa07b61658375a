namespace Logistics.Routing.Hauliers;

internal sealed record HaulierRegistered(string HaulierId, HaulierDetails Details);

internal sealed record HaulierRevised(string HaulierId, HaulierDetails Details);

/// <summary>
/// A carrier that drives when it is ordered, without a timetable: between hubs, and to and from doors. Registered, then revised as
/// its terms change; ended by its validity. Itineraries copy the times of its legs, so a revision changes no plan.
/// </summary>
internal sealed record Haulier(string Id, HaulierDetails? Details)
{
    internal static readonly Haulier None = new("", null);

    internal static Haulier Evolve(Haulier haulier, object e) => e switch
    {
        HaulierRegistered registered => new Haulier(registered.HaulierId, registered.Details),
        HaulierRevised revised => haulier with { Details = revised.Details },
        _ => throw new ArgumentException($"A haulier has no event {e.GetType().Name}.", nameof(e)),
    };
}
