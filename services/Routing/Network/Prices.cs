using Logistics.Hosting.Identity;
using Logistics.Routing.Planning;
using Logistics.Routing.V1;

namespace Logistics.Routing.Network;

/// <summary>What carriers charge, as a caller may see it: what others cost is withheld, and said to be; what they emit stays.</summary>
internal static class Prices
{
    internal static CarrierService SeenBy(this CarrierService service, Caller caller)
    {
        Withhold(service.Tariff, service.CarrierId, caller);
        return service;
    }

    internal static V1.Haulier SeenBy(this V1.Haulier haulier, Caller caller)
    {
        Withhold(haulier.Tariff, haulier.CarrierId, caller);
        return haulier;
    }

    /// <summary>What a way costs, to who may see the prices of all its carriers: a sum tells the tariff of whose price it is.</summary>
    internal static ItineraryOption SeenBy(this Option option, Caller caller)
    {
        var told = Mapping.OptionMessage(option);
        if (option.Legs.Any(leg => !Access.MaySeePricesOf(caller, leg.CarrierId))) (told.Cost, told.CostWithheld) = (0, true);
        return told;
    }

    private static void Withhold(Tariff? tariff, string carrierId, Caller caller)
    {
        if (tariff is not null && !Access.MaySeePricesOf(caller, carrierId)) (tariff.CostPerTonneKm, tariff.CostPerLeg, tariff.CostsWithheld) = (0, 0, true);
    }
}
