using System.Globalization;
using Logistics.Console.Shipments;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Console.Tracking;

/// <summary>The public page's words in one language.</summary>
public sealed record TrackingTexts(
    CultureInfo Culture, string Title, string Expected, string NoEstimate, string Delivered, string Agreed, string LastAt, string OnTheWay, string Steps,
    string Missing, string MissingNext, string Away, string AwayNext, string Privacy, Func<Stage, string> Stage, Func<MilestoneWord, string> Milestone)
{
    private static readonly TrackingTexts German = new(
        CultureInfo.GetCultureInfo("de-DE"), "Ihre Sendung", "Ankunft voraussichtlich", "Eine Ankunftszeit steht noch nicht fest.", "Zugestellt", "Vereinbart bis",
        "Zuletzt in", "Unterwegs", "Stationen", "Diese Sendung gibt es hier nicht.", "Der Link ist abgelaufen oder unvollständig. Bitte fragen Sie den Versender nach einem neuen.",
        "Die Auskunft ist gerade nicht möglich.", "Bitte laden Sie die Seite in einer Minute neu.", "Gezeigt wird nur der ungefähre Ort. Zeiten in Ortszeit des Ziels.",
        stage => stage switch
        {
            Shipments.Stage.Booked => "Gebucht",
            Shipments.Stage.Planned => "Geplant",
            Shipments.Stage.InTransit => "Unterwegs",
            Shipments.Stage.AtHub => "In einem Umschlagpunkt",
            Shipments.Stage.Arrived => "Am Zielort eingetroffen",
            Shipments.Stage.Delivered => "Zugestellt",
            _ => "Storniert",
        },
        kind => kind switch
        {
            MilestoneWord.Departed => "Abfahrt",
            MilestoneWord.Arrived => "Ankunft",
            MilestoneWord.Collected => "Abholung",
            _ => "Zustellung",
        });

    private static readonly TrackingTexts English = new(
        CultureInfo.GetCultureInfo("en-GB"), "Your shipment", "Expected to arrive", "There is no time of arrival yet.", "Delivered", "Agreed by", "Last at", "On its way",
        "Stations", "There is no such shipment here.", "The link has expired or is incomplete. Please ask the sender for a new one.",
        "The shipment cannot be looked up right now.", "Please reload the page in a minute.", "Only the approximate place is shown. Times are local to the destination.",
        stage => stage switch
        {
            Shipments.Stage.Booked => "Booked",
            Shipments.Stage.Planned => "Planned",
            Shipments.Stage.InTransit => "On its way",
            Shipments.Stage.AtHub => "At a hub",
            Shipments.Stage.Arrived => "Arrived at the destination",
            Shipments.Stage.Delivered => "Delivered",
            _ => "Cancelled",
        },
        kind => kind switch
        {
            MilestoneWord.Departed => "Departure",
            MilestoneWord.Arrived => "Arrival",
            MilestoneWord.Collected => "Collection",
            _ => "Delivery",
        });

    /// <summary>A door by what it is; a hub that has no name by its code.</summary>
    internal string Place(string id) => (id, Language) switch
    {
        ("door:from", "de") => "Abholadresse",
        ("door:to", "de") => "Lieferadresse",
        ("door:from", _) => "Collection address",
        ("door:to", _) => "Delivery address",
        _ => id,
    };

    internal string Language => Culture.TwoLetterISOLanguageName;

    /// <summary>The reader's first language that we speak; German where there is none.</summary>
    internal static TrackingTexts For(HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(one => one.Quality ?? 1).Select(one => one.Value.ToString());
        var first = wanted.FirstOrDefault(one => Is(one, "de") || Is(one, "en"));
        return first is not null && Is(first, "en") ? English : German;
    }

    internal string Moment(Instant at, DateTimeZone zone) => LocalDateTimePattern.Create(Language == "de" ? "ddd d. MMM, HH:mm" : "ddd d MMM, HH:mm", Culture).Format(at.InZone(zone).LocalDateTime);

    internal string Time(Instant at, DateTimeZone zone) => LocalTimePattern.Create("HH:mm", Culture).Format(at.InZone(zone).TimeOfDay);

    private static bool Is(string tag, string language) =>
        tag.Equals(language, StringComparison.OrdinalIgnoreCase) || tag.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase);
}
