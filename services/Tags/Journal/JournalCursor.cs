using System.Globalization;
using NodaTime;

namespace Logistics.Tags.Journal;

/// <summary>Where a page of the journal ended: reads of one instant have an order too. Callers hand it back as it is.</summary>
internal readonly record struct JournalCursor(Instant At, int Writer, long Position)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeTicks() / 10}.{Writer}.{Position}");

    /// <summary>Null where it is none of ours.</summary>
    internal static JournalCursor? Parse(string text)
        => text.Split('.') is [var at, var by, var place] && long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var micros) && EventTimeRange.Has(micros)
            && int.TryParse(by, NumberStyles.None, CultureInfo.InvariantCulture, out var writer) && long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? new(Instant.FromUnixTimeTicks(micros * 10), writer, position)
            : null;
}
