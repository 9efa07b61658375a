using Logistics.Demo.Freight;
using Logistics.Demo.Hub;
using Logistics.Demo.Reads;
using Logistics.Demo.Setup;
using Logistics.Demo.World;
using Logistics.Shipments.V1;
using NodaTime;

namespace Logistics.Demo;

/// <summary>Sets the network up, takes up what is on the way, then keeps so many shipments moving until it is told to stop.</summary>
internal sealed class Simulation(HubConnection hub, HttpClient http, DemoOptions options, IClock clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private const int TicksPerReport = 60;

    private readonly Traffic traffic = new(Vehicle.All(options.Speed));
    private bool linkShown;

    internal async Task Run(CancellationToken ct)
    {
        var tags = Shipper.All.Select((shipper, i) => (shipper.Client, Pool: new TagPool(hub, shipper.Client, i + 1)))
            .ToDictionary(pool => pool.Client, pool => pool.Pool);
        var journeys = new Journeys(hub, tags, traffic, clock);
        await Steadily.Do("network", () => new NetworkSetup(hub, options).Register(traffic.Vehicles, Today(), ct), ct);
        await Steadily.Do("gateways", () => new GatewaySetup(hub).Register(ct), ct);
        foreach (var pool in tags.Values) await Steadily.Do("tags", () => pool.Load(ct), ct);
        await Steadily.Do("shipments", () => journeys.Resume(ct), ct);
        Steadily.Say($"{Places.All.Count} hubs, {traffic.Vehicles.Count} vehicles, {journeys.Count} shipments taken up; speed {options.Speed}, seed {options.Seed}");

        var readers = new Readers(hub, http, options.Seed);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var background = CarrierDesk.All(hub).Select(desk => desk.Run(ended.Token))
            .Append(journeys.Follow(ended.Token)).Append(readers.Run(ended.Token))
            .Append(Refresh(ended.Token)).Append(KeepBooking(new Booking(hub, tags, options, clock), journeys, ended.Token)).ToList();
        try
        {
            var moving = Move(tags, journeys, readers, ended.Token);
            await await Task.WhenAny(background.Append(moving));
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAll(background).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task Move(IReadOnlyDictionary<string, TagPool> tags, Journeys journeys, Readers readers, CancellationToken ct)
    {
        var movement = new Movement(traffic, readers, options);
        var delivery = new Delivery(hub, tags, journeys, clock);
        var disturbances = new Disturbances(hub, traffic, journeys, options, clock);
        using var timer = new PeriodicTimer(Tick);
        for (var tick = 0; await timer.WaitForNextTickAsync(ct); tick++)
        {
            var now = clock.GetCurrentInstant();
            foreach (var journey in journeys.All.Where(journey => journey.Delivered is null)) movement.Step(journey, now);
            foreach (var journey in journeys.All.Where(delivery.IsDue).ToList()) await delivery.Deliver(journey, ct);
            await disturbances.Step(ct);
            if (tick % TicksPerReport == TicksPerReport - 1) Report(journeys, readers);
        }
    }

    private async Task KeepBooking(Booking booking, Journeys journeys, CancellationToken ct)
    {
        while (true)
        {
            // The first ones are in haste, or who has just started the demo would see nothing move for five minutes;
            // the others are spread out, or all would travel in step.
            var isFirst = journeys.Count < options.Shipments / 3;
            await Task.Delay(TimeSpan.FromSeconds(isFirst ? 1 : 4), ct);
            if (journeys.Count >= options.Shipments) continue;
            var preparation = Duration.FromSeconds(isFirst ? 45 : 120);
            await Steadily.Try("booking", async () =>
            {
                if (await booking.Book(preparation, ct) is not { } journey) return;
                journeys.Add(journey);
                if (!linkShown) linkShown = await ShowLink(journey, ct);
            }, ct);
        }
    }

    private Task<bool> ShowLink(Journey journey, CancellationToken ct) => Steadily.Try("tracking link", async () =>
    {
        var request = new CreateTrackingLinkRequest
        {
            IdempotencyKey = $"demo-link-{journey.ShipmentId}",
            ShipmentId = journey.ShipmentId,
            ExpiresAt = (clock.GetCurrentInstant() + Duration.FromDays(2)).ToTimestamp(),
        };
        var link = await hub.Shipments.CreateTrackingLinkAsync(request, await hub.Clients.Of(journey.Shipper.Client, ct), cancellationToken: ct);
        Steadily.Say($"Tracking link for the consignee of {journey.ShipmentId}: {new Uri(hub.Console, $"t/{link.Token}")}");
    }, ct);

    /// <summary>Timetables are registered for the week; a demo that runs for longer registers the next.</summary>
    private async Task Refresh(CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromHours(12), ct);
            await Steadily.Do("network", () => new NetworkSetup(hub, options).Register(traffic.Vehicles, Today(), ct), ct);
        }
    }

    private void Report(Journeys journeys, Readers readers)
    {
        var aboard = journeys.All.Count(journey => journey.Aboard is not null);
        Steadily.Say($"{journeys.Count} shipments, {aboard} on board; {readers.Acknowledged} reads acknowledged");
    }

    private LocalDate Today() => clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).Date;
}
