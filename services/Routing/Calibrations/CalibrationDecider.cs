using Logistics.EventStore;

namespace Logistics.Routing.Calibrations;

internal static class CalibrationDecider
{
    internal static readonly StreamType<Calibration> Stream = new("eta-calibration", Calibration.None, Calibration.Evolve);

    internal static Decision Record(Calibration calibration, EtasCalibrated done) =>
        calibration.Done is null ? Decision.Accept(done) : Decision.Nothing;
}
