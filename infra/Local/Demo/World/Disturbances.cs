using Logistics.Demo.Freight;
using Logistics.Demo.Hub;
using Logistics.Routing.V1;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Demo.World;

/// <summary>Every few minutes a vehicle with goods on board is held up; most carriers say so, some do not.</summary>
internal sealed class Disturbances(HubConnection hub, Traffic traffic, Journeys journeys, DemoOptions options, IClock clock)
{
    private static readonly string[] Causes =
        ["Stau auf der A45", "Vollsperrung auf der A1", "Signalstörung", "Warten auf Rampe", "Niedrigwasser", "Polizeikontrolle"];

    private readonly Random random = new(options.Seed + 1);
    private Instant next = clock.GetCurrentInstant() + Duration.FromMinutes(2);

    internal async Task Step(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (now < next) return;
        next = now + Duration.FromMinutes(3 + (5 * random.NextDouble()));
        var rides = journeys.All.Select(journey => journey.Aboard).OfType<Ride>().Where(ride => !traffic.IsHeld(ride.Vehicle, ride.Date)).ToList();
        if (rides.Count == 0) return;

        var ride = rides[random.Next(rides.Count)];
        var until = Math.Min(ride.To + 6, ride.Vehicle.Stops.Count);
        var holdup = new Holdup(ride.To, until, random.Next(3, 8));
        traffic.Hold(ride.Vehicle, ride.Date, holdup);
        if (random.Next(5) == 0) return;

        var cause = Causes[random.Next(Causes.Length)];
        await Report(ride, holdup.From, holdup.Minutes, cause, ct);
        if (until < ride.Vehicle.Stops.Count) await Report(ride, until, 0, "", ct);
    }

    private Task Report(Ride ride, int call, int minutes, string cause, CancellationToken ct) => Steadily.Try($"delay of {ride.Vehicle.Id}", async () =>
    {
        var request = new ReportDelayRequest
        {
            IdempotencyKey = $"demo-delay-{ride.Vehicle.Id}-{LocalDatePattern.Iso.Format(ride.Date)}-{call}-{minutes}",
            ServiceId = ride.Vehicle.Id,
            ServiceDate = LocalDatePattern.Iso.Format(ride.Date),
            CallIndex = call,
            DelayMinutes = minutes,
            Cause = cause,
        };
        var answer = await hub.Network.ReportDelayAsync(request, await hub.Clients.Of(ride.Vehicle.Line.Client, ct), cancellationToken: ct);
        if (minutes > 0) Steadily.Say($"{ride.Vehicle.Id} {minutes} min late from {ride.ToHub} on ({cause}): {answer.AffectedShipments} shipments");
    }, ct);
}
