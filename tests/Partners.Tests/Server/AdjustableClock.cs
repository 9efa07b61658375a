using NodaTime;

namespace Logistics.Partners.Tests.Server;

/// <summary>Stands still until told to go on. Starts at the real time, because Identity's lockout goes by the machine's own clock.</summary>
internal sealed class AdjustableClock(Instant now) : IClock
{
    private Duration ahead = Duration.Zero;

    public Instant GetCurrentInstant() => now + ahead;

    internal void Advance(Duration by) => ahead += by;
}
