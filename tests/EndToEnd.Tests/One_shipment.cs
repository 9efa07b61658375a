using Logistics.Local;
using Logistics.Smoke;
using Xunit;

namespace Logistics.EndToEnd.Tests;

/// <summary>The story of `make smoke`: a fresh hub, foreign clients, a real browser.</summary>
[Trait("Needs", "Servers")]
[Collection(WholeHubs.Name)]
public sealed class One_shipment
{
    /// <summary>Every service, RabbitMQ and PostgreSQL is killed once on the way; nothing may be lost or there twice.</summary>
    [Fact]
    public async Task Goes_from_booking_to_arrival_while_every_part_is_killed_once()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        await SystemPackages.Ensure(Console.WriteLine, Story.Needed, patience.Token);
        await Story.Tell(Story.Parts, patience.Token);
    }
}
