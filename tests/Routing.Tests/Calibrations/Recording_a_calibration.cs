using Logistics.Routing.Calibrations;
using Logistics.Specs;
using NodaTime;
using Xunit;

namespace Logistics.Routing.Tests.Calibrations;

public sealed class Recording_a_calibration
{
    private static readonly EtasCalibrated Done = new(new LocalDate(2026, 11, 23), 400, 450, new(120, 25.5, 28.1, 0.8, 0.95));

    [Fact]
    public void The_first_of_the_day_counts() => Given().When(calibration => CalibrationDecider.Record(calibration, Done)).Then(Done);

    [Fact]
    public void Another_of_the_same_day_records_nothing() =>
        Given(Done).When(calibration => CalibrationDecider.Record(calibration, Done with { Legs = 401 })).ThenNothing();

    private static Given<Calibration> Given(params object[] events) => new(CalibrationDecider.Stream, events);
}
