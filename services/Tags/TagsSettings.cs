using Logistics.Tags.Presence;
using NodaTime;

namespace Logistics.Tags;

/// <summary>Settings <c>Tags:*</c>, minutes and days.</summary>
internal sealed record TagsSettings
{
    /// <summary><c>Tags:AbsentAfter</c>: minutes of its gateway's event time after which an unseen tag has departed.</summary>
    internal Duration AbsentAfter { get; init; } = Duration.FromMinutes(30);

    /// <summary><c>Tags:SilentAfter</c>: minutes of event time after which a self-reporting tag is silent.</summary>
    internal Duration SilentAfter { get; init; } = Duration.FromMinutes(20);

    /// <summary><c>Tags:GatewaySilentAfter</c>: minutes of record time without reads and heartbeats after which a gateway is silent.</summary>
    internal Duration GatewaySilentAfter { get; init; } = Duration.FromMinutes(10);

    /// <summary><c>Tags:LowBattery</c>: percent below which a tag's battery is low; 0: none ever is.</summary>
    internal int LowBattery { get; init; } = 20;

    /// <summary><c>Tags:KeepReads</c>: days of record time the journal is kept.</summary>
    internal Duration KeepReads { get; init; } = Duration.FromDays(30);

    /// <summary><c>Tags:ComparePosts</c>: days in which a read that comes again is compared with the first one.</summary>
    internal Duration ComparePosts { get; init; } = Duration.FromDays(7);

    /// <summary><c>Tags:Writers</c>: connections that write the journal at once.</summary>
    internal int Writers { get; init; } = 2;

    /// <summary><c>Tags:MostWaitingReads</c>: reads that may wait for their commit in this process; more are refused, or kept waiting at the door.</summary>
    internal int MostWaitingReads { get; init; } = 250_000;

    /// <summary><c>Tags:MostWaitingMebibytes</c>, in bytes: the same by what they take.</summary>
    internal long MostWaitingBytes { get; init; } = 32L * 1024 * 1024;

    internal Condition.Band? Charge => LowBattery == 0 ? null : Condition.ChargeChange.Below(LowBattery);

    internal PresenceRules Presence => new(AbsentAfter);

    internal static TagsSettings From(IConfiguration configuration)
    {
        var standard = new TagsSettings();
        return new()
        {
            AbsentAfter = Positive("AbsentAfter", Duration.FromMinutes, standard.AbsentAfter),
            SilentAfter = Positive("SilentAfter", Duration.FromMinutes, standard.SilentAfter),
            GatewaySilentAfter = Positive("GatewaySilentAfter", Duration.FromMinutes, standard.GatewaySilentAfter),
            LowBattery = configuration.GetValue("Tags:LowBattery", standard.LowBattery) is >= 0 and <= 100 and var percent
                ? percent
                : throw new InvalidOperationException("Setting 'Tags:LowBattery' must be a percentage, from 0 to 100."),
            KeepReads = Positive("KeepReads", Duration.FromDays, standard.KeepReads),
            ComparePosts = Positive("ComparePosts", Duration.FromDays, standard.ComparePosts),
            Writers = configuration.GetValue("Tags:Writers", standard.Writers) is >= 1 and <= 16 and var writers
                ? writers
                : throw new InvalidOperationException("Setting 'Tags:Writers' must be from 1 to 16."),
            MostWaitingReads = AtLeastOne("MostWaitingReads", standard.MostWaitingReads),
            MostWaitingBytes = AtLeastOne("MostWaitingMebibytes", (int)(standard.MostWaitingBytes >> 20)) * 1024L * 1024,
        };

        int AtLeastOne(string key, int otherwise) => configuration.GetValue($"Tags:{key}", otherwise) is > 0 and var value
            ? value
            : throw new InvalidOperationException($"Setting 'Tags:{key}' must be more than 0.");

        Duration Positive(string key, Func<double, Duration> unit, Duration otherwise)
        {
            if (configuration.GetValue<double?>($"Tags:{key}") is not { } value) return otherwise;
            return value > 0 ? unit(value) : throw new InvalidOperationException($"Setting 'Tags:{key}' is {value}; it must be more than 0.");
        }
    }
}
