using System.Text;
using FluentAssertions;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hubs;
using Logistics.Routing.Network;
using Logistics.Routing.Network.Files;
using NodaTime;
using Xunit;

namespace Logistics.Routing.Tests.Network;

public sealed class Files_of_a_network
{
    private static readonly NetworkFacts Stated = SmallNetwork.WithHubs("DEDTM", "DEHAG")
        .Apply(new HubRevised("DEHAG", SmallNetwork.Hub("Hagen, \"Hbf\"") with
        {
            OpeningHours = [new OpeningHours(1, new LocalTime(6, 0), new LocalTime(22, 30)), new OpeningHours(2, new LocalTime(20, 0), new LocalTime(4, 0))],
            CutOffMinutes = 45,
            HandlingMinutes = 30,
            Capabilities = [],
        }))
        .With("plain", ("DEDTM", "06:00"), ("DEHAG", "30:30"))
        .With("rich", SmallNetwork.Service(("DEHAG", "06:00"), ("DEDTM", "07:00")) with
        {
            Exceptions = [new ServiceException(new LocalDate(2026, 12, 24), false), new ServiceException(new LocalDate(2026, 12, 27), true)],
            CapacityM3 = 80.5,
            CapacityUnits = 33,
            Refrigerated = true,
            Temperature = new TemperatureBand(-25, 8),
            HazardClasses = ["2.1", "3"],
            Tariff = new Tariff(0.05m, 40, 0.022),
            Continues = new SameVehicle("plain", 1, 25),
        });

    [Fact]
    public void Say_all_that_is_known_of_it()
    {
        var files = NetworkExport.Of(Stated).ToDictionary(file => file.Name, file => file.Content.ToStringUtf8());

        var hubs = NetworkTables.Hubs(Table("hubs.csv", files["hubs.csv"]));
        var services = NetworkTables.Services(Table("services.csv", files["services.csv"]), NetworkTables.Calls(Table("calls.csv", files["calls.csv"])));

        var again = hubs.Aggregate(NetworkFacts.Empty, (facts, hub) => facts.Apply(new HubRegistered(hub.Item.Id, Mapping.HubOf(hub.Item))));
        again = services.Aggregate(again, (facts, line) => facts.With(line.Item.Id, NetworkRequests.Service(line.Item)));
        again.Hubs.Should().OnlyContain(hub => hub.Value.SameAs(Stated.Hubs[hub.Key])).And.HaveCount(2);
        again.Services.Should().OnlyContain(service => service.Value.SameAs(Stated.Services[service.Key])).And.HaveCount(2);
        NetworkExport.Of(again).Should().Equal(NetworkExport.Of(Stated));
    }

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "51.5", "far", "hubs.csv, line 2: latitude is no number." },
        { "Europe/Berlin,10", "Europe/Berlin,ten", "hubs.csv, line 2: transfer_minutes is no whole number." },
        { "DEDTM,DEDTM", "DEDTM,", "hubs.csv, line 2: name is empty." },
        { "DEHAG,", "DEDTM,", "hubs.csv, line 3: DEDTM is there already, in line 2." },
        { "1 06:00-22:30", "Mo 6", "hubs.csv, line 3: opening_hours has Mo 6; hours are such as 1 06:00-22:00, with semicolons between them." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Are_refused_with_the_line_that_is_wrong(string right, string wrong, string message)
    {
        var text = NetworkExport.Of(Stated).First().Content.ToStringUtf8();
        var at = text.IndexOf(right, StringComparison.Ordinal);

        FluentActions.Invoking(() => NetworkTables.Hubs(Table("hubs.csv", text[..at] + wrong + text[(at + right.Length)..])))
            .Should().Throw<FileProblem>().WithMessage(message);
    }

    [Fact]
    public void Calls_of_no_service_are_refused() => FluentActions
        .Invoking(() => NetworkTables.Services(null, NetworkTables.Calls(Table("calls.csv", "service_id,hub_id,arrival,departure\n\nlost,DEDTM,06:00,06:00\n"))))
        .Should().Throw<FileProblem>().WithMessage("calls.csv, line 3: service lost is not in services.csv.");

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@Werk", "'@Werk")]
    [InlineData("'=quoted", "''=quoted")]
    [InlineData("'s-Hertogenbosch", "'s-Hertogenbosch")]
    [InlineData("Köln-Eifeltor", "Köln-Eifeltor")]
    public void Names_are_no_formulas_and_come_back_as_they_were(string name, string cell)
    {
        Cells.Written(name).Should().Be(cell);
        Cells.Read(cell).Should().Be(name);
    }

    private static CsvTable Table(string name, string text) => new(name, new StreamReader(new MemoryStream(Encoding.UTF8.GetBytes(text))));
}
