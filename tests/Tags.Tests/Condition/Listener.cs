using FluentAssertions;
using Logistics.Tags.Tags;
using NodaTime;

namespace Logistics.Tags.Tests.Condition;

/// <summary>Somebody who hears what is told of excursions and keeps, for each, what the latest message said.</summary>
internal static class Listener
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 20, 6, 0);

    /// <summary>Each message goes on from the one before, so that nothing is told twice.</summary>
    /// <returns>By their beginnings.</returns>
    internal static List<ExcursionTimes> Knows(IEnumerable<object> told)
    {
        var known = new Dictionary<string, ExcursionTimes>();
        foreach (var e in told)
        {
            var before = known.GetValueOrDefault(Id(e));
            switch (e)
            {
                case ExcursionStarted:
                    before.Should().BeNull("it starts once");
                    break;
                case ExcursionEnded ended:
                    (before!.Since, before.Until).Should().Be((ended.Since, null), "it ends once");
                    break;
                case ExcursionAmended amended:
                    amended.Was.Should().Be(before);
                    amended.Now.Should().NotBe(before);
                    break;
                case ExcursionWithdrawn withdrawn:
                    withdrawn.Was.Should().Be(before);
                    break;
            }

            if (e is ExcursionWithdrawn) known.Remove(Id(e));
            else known[Id(e)] = Times(e);
        }

        return [.. known.Values.OrderBy(x => x.Since.ToInstant()).ThenBy(x => x.Peak)];
    }

    internal static string Id(object told) => told switch
    {
        ExcursionStarted x => x.ExcursionId!,
        ExcursionEnded x => x.ExcursionId!,
        ExcursionAmended x => x.ExcursionId,
        var x => ((ExcursionWithdrawn)x).ExcursionId,
    };

    internal static ExcursionTimes Times(object told) => told switch
    {
        ExcursionStarted x => new(x.Since, null, x.Peak),
        ExcursionEnded x => new(x.Since, x.Until, x.Peak, x.EndedBy),
        ExcursionAmended x => x.Now,
        var x => ((ExcursionWithdrawn)x).Was,
    };

    /// <summary>In minutes of the day's morning.</summary>
    internal static string InWords(object told)
    {
        var limits = told switch { ExcursionStarted x => x.Limits, ExcursionEnded x => x.Limits, ExcursionAmended x => x.Limits, _ => null };
        return $"{told.GetType().Name} {InWords(Times(told))}{(limits is null ? "" : $" ({limits})")}";
    }

    internal static string InWords(ExcursionTimes x) => FormattableString.Invariant(
        $"{Minute(x.Since)}{(x.Until is { } until ? $"-{Minute(until)}" : "")}{(x.EndedBy is { } why ? $" {why}" : "")} {x.Peak}");

    private static int Minute(OffsetDateTime at) => (int)(at.ToInstant() - Start).TotalMinutes;
}
