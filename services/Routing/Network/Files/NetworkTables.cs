using System.Globalization;
using Logistics.Routing.V1;

namespace Logistics.Routing.Network.Files;

/// <summary>The tables of a network as requests like those that come by gRPC, each with the line it came from.</summary>
internal static class NetworkTables
{
    internal const string HubColumns = "id,name,latitude,longitude,zone,transfer_minutes,cut_off_minutes,handling_minutes,opening_hours,capabilities";

    internal const string ServiceColumns = "id,carrier_id,name,mode,weekdays,valid_from,valid_to,capacity_kg,refrigerated,capacity_m3,capacity_units,exceptions,"
        + "min_celsius,max_celsius,hazard_classes,cost_per_tonne_km,cost_per_leg,co2e_kg_per_tonne_km,continues_service,continues_days_before,turnaround_minutes";

    internal const string HaulierColumns = "id,carrier_id,name,reach_km,kilometres_per_hour,notice_minutes,valid_from,valid_to,capacity_kg,refrigerated,"
        + "capacity_m3,capacity_units,min_celsius,max_celsius,hazard_classes,cost_per_tonne_km,cost_per_leg,co2e_kg_per_tonne_km,driver_hours,hub_ids";

    /// <summary>In a list that may be empty or not given at all: empty.</summary>
    internal const string NoneOfThem = "none";

    internal static List<Sourced<Hub>> Hubs(CsvTable table)
    {
        var hubs = new List<Sourced<Hub>>();
        var ids = new Dictionary<string, int>();
        while (table.Next())
        {
            hubs.Add(new(table.File, table.Line, new Hub
            {
                Id = New(table, ids),
                Name = Cells.Read(table.Text("name")),
                Position = new Types.V1.GeoPosition { Latitude = Number(table, "latitude"), Longitude = Number(table, "longitude") },
                Zone = table.Text("zone"),
                TransferMinutes = Whole(table, "transfer_minutes"),
                CutOffMinutes = Whole(table, "cut_off_minutes", optional: true),
                HandlingMinutes = Whole(table, "handling_minutes", optional: true),
                OpeningHours = { List(table, "opening_hours").Select(hours => Opening(table, hours)) },
                Capabilities = Stated(table, "capabilities") is { } names ? new HubCapabilities { Names = { names } } : null,
            }, []));
        }

        return hubs;
    }

    /// <param name="table">Null where there is none: then there may be no calls either.</param>
    internal static List<Sourced<CarrierService>> Services(CsvTable? table, IReadOnlyDictionary<string, List<(int Line, ServiceCall Call)>> calls)
    {
        var services = new List<Sourced<CarrierService>>();
        var ids = new Dictionary<string, int>();
        while (table?.Next() ?? false)
        {
            var id = New(table, ids);
            var its = calls.GetValueOrDefault(id) ?? throw table.Wrong($"service {id} has no calls in calls.csv.");
            services.Add(new(table.File, table.Line, new CarrierService
            {
                Id = id,
                CarrierId = table.Text("carrier_id"),
                Name = Cells.Read(table.Text("name")),
                Mode = table.Text("mode"),
                Weekdays = { table.Optional("weekdays").Select(day => day - '0') },
                ValidFrom = table.Text("valid_from"),
                ValidTo = table.Text("valid_to"),
                CapacityKg = Number(table, "capacity_kg"),
                Refrigerated = table.Optional("refrigerated") == "true",
                CapacityM3 = table.Optional("capacity_m3") == "" ? 0 : Number(table, "capacity_m3"),
                CapacityUnits = Whole(table, "capacity_units", optional: true),
                Exceptions = { List(table, "exceptions").Select(exception => Exception(table, exception)) },
                Temperature = Band(table),
                HazardClasses = Stated(table, "hazard_classes") is { } classes ? new HazardClasses { Classes = { classes } } : null,
                Tariff = TariffOf(table),
                Continues = Given(table, "continues_service")
                    ? new SameVehicle
                    {
                        ServiceId = table.Text("continues_service"),
                        DaysBefore = Whole(table, "continues_days_before"),
                        TurnaroundMinutes = Whole(table, "turnaround_minutes"),
                    }
                    : null,
                Calls = { its.Select(call => call.Call) },
            }, its.Select(call => call.Line).ToList()));
        }

        foreach (var (id, its) in calls)
        {
            if (!ids.ContainsKey(id)) throw new FileProblem("calls.csv", its[0].Line, $"service {id} is not in services.csv.");
        }

        return services;
    }

    internal static Dictionary<string, List<(int Line, ServiceCall Call)>> Calls(CsvTable table)
    {
        var calls = new Dictionary<string, List<(int, ServiceCall)>>();
        while (table.Next())
        {
            if (!calls.TryGetValue(table.Text("service_id"), out var its)) calls[table.Text("service_id")] = its = [];
            its.Add((table.Line, new ServiceCall { HubId = table.Text("hub_id"), ArrivalMinutes = Minutes(table, "arrival"), DepartureMinutes = Minutes(table, "departure") }));
        }

        return calls;
    }

    private static string New(CsvTable table, Dictionary<string, int> ids)
    {
        var id = table.Text("id");
        return ids.TryAdd(id, table.Line) ? id : throw table.Wrong($"{id} is there already, in line {ids[id]}.");
    }

    internal static List<Sourced<Haulier>> Hauliers(CsvTable table)
    {
        var hauliers = new List<Sourced<Haulier>>();
        var ids = new Dictionary<string, int>();
        while (table.Next())
        {
            hauliers.Add(new(table.File, table.Line, new Haulier
            {
                Id = New(table, ids),
                CarrierId = table.Text("carrier_id"),
                Name = Cells.Read(table.Text("name")),
                ReachKm = Number(table, "reach_km"),
                KilometresPerHour = Number(table, "kilometres_per_hour"),
                NoticeMinutes = Whole(table, "notice_minutes"),
                ValidFrom = table.Text("valid_from"),
                ValidTo = table.Text("valid_to"),
                CapacityKg = Number(table, "capacity_kg"),
                Refrigerated = table.Optional("refrigerated") == "true",
                CapacityM3 = Given(table, "capacity_m3") ? Number(table, "capacity_m3") : 0,
                CapacityUnits = Whole(table, "capacity_units", optional: true),
                Temperature = Band(table),
                HazardClasses = Stated(table, "hazard_classes") is { } classes ? new HazardClasses { Classes = { classes } } : null,
                Tariff = TariffOf(table),
                DriverHours = { List(table, "driver_hours").Select(hours => Opening(table, hours)) },
                HubIds = { List(table, "hub_ids") },
            }, []));
        }

        return hauliers;
    }

    private static TemperatureBand? Band(CsvTable table) => Given(table, "min_celsius") || Given(table, "max_celsius")
        ? new TemperatureBand { MinCelsius = Number(table, "min_celsius"), MaxCelsius = Number(table, "max_celsius") }
        : null;

    private static Tariff? TariffOf(CsvTable table) => Given(table, "cost_per_tonne_km") || Given(table, "cost_per_leg") || Given(table, "co2e_kg_per_tonne_km")
        ? new Tariff
        {
            CostPerTonneKm = Number(table, "cost_per_tonne_km"),
            CostPerLeg = Number(table, "cost_per_leg"),
            Co2EKgPerTonneKm = Number(table, "co2e_kg_per_tonne_km"),
        }
        : null;

    private static OpeningHours Opening(CsvTable table, string text) => text.Split(' ', '-') is [var weekday, var opens, var closes]
        ? new OpeningHours { Weekday = weekday is [var day] ? day - '0' : 0, Opens = opens, Closes = closes }
        : throw table.Wrong($"opening_hours has {text}; hours are such as 1 06:00-22:00, with semicolons between them.");

    private static ServiceException Exception(CsvTable table, string text) => text is ['+' or '-', ..]
        ? new ServiceException { Date = text[1..], Operates = text[0] == '+' }
        : throw table.Wrong($"exceptions has {text}; exceptions are such as -2026-12-24, with semicolons between them.");

    private static bool Given(CsvTable table, string column) => table.Optional(column).Length > 0;

    private static string[] List(CsvTable table, string column) => table.Optional(column).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string[]? Stated(CsvTable table, string column) =>
        !Given(table, column) ? null : table.Optional(column) == NoneOfThem ? [] : List(table, column);

    private static int Minutes(CsvTable table, string column) =>
        table.Text(column).Split(':') is [var hours, var minutes]
        && int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var h) && h < 1000
        && int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var m) && m < 60
            ? (h * 60) + m
            : throw table.Wrong($"{column} is no time such as 06:31.");

    private static int Whole(CsvTable table, string column, bool optional = false) =>
        optional && table.Optional(column) == "" ? 0
        : int.TryParse(table.Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw table.Wrong($"{column} is no whole number.");

    private static double Number(CsvTable table, string column) =>
        double.TryParse(table.Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw table.Wrong($"{column} is no number.");
}
