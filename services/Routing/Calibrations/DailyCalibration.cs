using Logistics.EventStore;
using Logistics.Routing.Etas;
using Logistics.Routing.Etas.Learning;
using Logistics.Routing.LegRecords;
using Logistics.Routing.Network;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Routing.Calibrations;

/// <summary>
/// Teaches the estimates with what had ended before the day began: at the start, and once a day. Every process teaches itself, and
/// all come to the same, because the day's legs and the teaching are the same; the first to do so records it.
/// </summary>
internal sealed class DailyCalibration(
    LegRecordQuery records, LiveNetwork network, Transactor transactor, LearnedTimes learned, IClock clock, ILogger<DailyCalibration> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(5);
    private static readonly CommandContext Context = new() { Actor = "service:routing" };

    // As long as a day has few legs, judging it says nothing.
    private const int LeastToJudge = 200;
    private static readonly Duration JudgedDays = Duration.FromDays(7);

    private LocalDate? taught;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        do
        {
            try
            {
                await Calibrate(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Yesterday's knowledge is good for another look.
                logger.CalibrationFailed(e);
            }
        }
        while (await Next(timer, stoppingToken));
    }

    /// <summary>Harmless to repeat: a day that is taught is not taught again.</summary>
    internal async Task Calibrate(CancellationToken ct)
    {
        var day = clock.GetCurrentInstant().InUtc().Date;
        if (taught == day) return;
        var cut = day.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        var facts = await network.Facts(ct);
        var legs = await records.EndedBefore(cut, facts, ct);
        var departures = await records.DepartedBefore(cut, facts, ct);

        var experience = new Experience([], CountryOf);
        learned.Current = new EtaKnowledge(LegTimeModel.Teach(legs, experience), new DwellTimes(departures));
        taught = day;
        logger.EtasCalibrated(day, legs.Count, departures.Count);
        await Record(day, cut, legs, departures.Count, experience, ct);
    }

    private async Task Record(
        LocalDate day, Instant cut, IReadOnlyList<LegOutcome> legs, int departures, Experience experience, CancellationToken ct)
    {
        var id = LocalDatePattern.Iso.Format(day);
        var (calibration, _) = await transactor.Load(CalibrationDecider.Stream, id, ct);
        if (calibration.Done is not null) return;
        var done = new EtasCalibrated(day, legs.Count, departures, Judge(legs, cut, experience));
        await transactor.Transact(CalibrationDecider.Stream, id, known => CalibrationDecider.Record(known, done), Context, ct);
    }

    private static CalibrationJudgement? Judge(IReadOnlyList<LegOutcome> legs, Instant cut, Experience experience)
    {
        if (legs.Count < LeastToJudge) return null;
        var judged = RollingOrigin.Judge(legs, experience, [cut - JudgedDays], BoostSettings.Default with { Bags = 1 });
        return judged.Legs == 0 ? null : new CalibrationJudgement(
            judged.Legs, Rounded(judged.MeanAbsoluteError), Rounded(judged.BaselineMeanAbsoluteError), Rounded(judged.Coverage80),
            Rounded(judged.Coverage95));
    }

    private static double Rounded(double value) => Math.Round(value, 3);

    // A UN/LOCODE begins with its country.
    private static string CountryOf(string hubId) => hubId.Length < 2 ? hubId : hubId[..2];

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
