using Logistics.Routing.Calibrations;
using NodaTime;

namespace Logistics.Routing.LegRecords;

/// <summary>
/// How long what became of legs, and of what was told of them, is kept beside the log. The day's calibration forgets what is older:
/// an event, so that a projection built anew forgets the same.
/// </summary>
internal static class History
{
    /// <summary>A year to compare with, and more than the estimates learn from.</summary>
    internal const int KeptDays = 400;

    internal static DateTime ForgottenBefore(EtasCalibrated calibrated) =>
        calibrated.Day.PlusDays(-KeptDays).AtStartOfDayInZone(DateTimeZone.Utc).ToDateTimeUtc();
}
