using Logistics.Hosting.Identity;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hauliers;

namespace Logistics.Routing.Network;

/// <summary>Terms of carriers as a caller may see them: what others cost is left out, what they emit stays.</summary>
internal static class Prices
{
    internal static ServiceDetails SeenBy(this ServiceDetails service, Caller caller) =>
        Access.MaySeePricesOf(caller, service.CarrierId) ? service : service with { Tariff = Without(service.Tariff) };

    internal static HaulierDetails SeenBy(this HaulierDetails haulier, Caller caller) =>
        Access.MaySeePricesOf(caller, haulier.CarrierId) ? haulier : haulier with { Tariff = Without(haulier.Tariff) };

    private static Tariff? Without(Tariff? tariff) => tariff is null ? null : tariff with { CostPerTonneKm = 0, CostPerLeg = 0 };
}
