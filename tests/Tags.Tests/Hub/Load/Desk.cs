using FluentAssertions;
using Logistics.Contracts.Shipments;
using Logistics.Specs;
using Logistics.Tags.ShipmentWatches;
using Logistics.Tags.Tests.Server;
using Logistics.TestBus;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Hub.Load;

/// <summary>
/// What people and other services tell while the gateways post: tags are put on units, shipments booked, cartons packed. It comes in
/// bursts, when parts are being killed; each fact of packing to both processes at once.
/// </summary>
/// <param name="doors">Of the processes.</param>
internal sealed class Desk(RunningHub hub, HttpClient[] doors, TheBus bus, Loading load)
{
    private const int Clerks = 4;

    /// <summary>Before anything is read: the hub knows its antennas and the tags, which are on nothing yet.</summary>
    internal static async Task<Traffic> Expect(RunningHub hub, Traffic traffic)
    {
        foreach (var spot in traffic.Spots) await hub.ReadPoint(spot.ReadPointId, spot.HubId, spot.Kind);
        foreach (var unit in traffic.Units) await hub.Tags.RegisterTagAsync(new() { TagId = unit.TagId, Kind = V1.TagKind.Rfid }, hub.Admin);
        return traffic;
    }

    /// <param name="shares">Of the load: when there is a burst.</param>
    /// <returns>When all is answered, and the bus has brought what was said on it.</returns>
    internal async Task Tell(Traffic traffic, IReadOnlyList<double> shares, int seed)
    {
        var random = new Random(seed);
        var tasks = traffic.Units.Select(unit => (Func<Task>)(() => Attach(unit)))
            .Concat(traffic.Units.Where(u => u.ShipmentId is not null).Select(unit => (Func<Task>)(() => Book(unit))))
            .Concat(traffic.Packings.Select(packing => (Func<Task>)(() => Pack(packing))))
            .Select(task => (At: random.Next(shares.Count), Do: task)).OrderBy(task => task.At).ThenBy(_ => random.Next()).ToArray();
        await Task.WhenAll(Enumerable.Range(0, Clerks).Select(clerk => Task.Run(async () =>
        {
            foreach (var task in tasks.Where((_, n) => n % Clerks == clerk))
            {
                await load.Reaches(shares[task.At]);
                await task.Do();
            }
        })));
        var booked = traffic.Units.Where(u => u.ShipmentId is not null).Select(u => $"'{ShipmentWatch.Stream.IdOf(u.ShipmentId!)}'").ToArray();
        await Eventually.True(async () => await hub.Count($"select count(*) from mt_streams where id in ({string.Join(',', booked)})") == booked.Length, "all bookings to be heard of");
    }

    private Task Attach(TaggedUnit unit) => Persistently.Ask(
        () => hub.Tags.AttachTagAsync(
            new() { IdempotencyKey = $"attach-{unit.TagId}", TagId = unit.TagId, HandlingUnitId = unit.UnitId, At = RunningTags.Event(Traffic.Start - Duration.FromHours(1)) },
            hub.Admin, Persistently.Deadline).ResponseAsync,
        $"{unit.TagId} on {unit.UnitId}");

    /// <summary>A broker that is being killed may have taken it: said again it is the same message.</summary>
    private Task Book(TaggedUnit unit)
    {
        var booked = new ShipmentBooked(
            new($"shipment-{unit.ShipmentId}", 1, 1), unit.ShipmentId!, "R-1", "DEDTM", "DEHAG", Traffic.Start, Traffic.Start + Duration.FromDays(1), [new(unit.UnitId, 100)],
            Truth.Limits, ["org-hub"], Traffic.Start);
        var id = Guid.NewGuid();
        return Eventually.True(async () => await Record.ExceptionAsync(() => bus.Say(booked, id).WaitAsync(TimeSpan.FromSeconds(10))) is null, $"{unit.ShipmentId} to be said");
    }

    private async Task Pack(Packing packing)
    {
        var token = hub.Admin.GetValue("authorization")!["Bearer ".Length..];
        foreach (var answer in await Task.WhenAll(doors.Select(door => Persistently.Post(door, "/v1/aggregations", token, packing.Epcis))))
            (answer.GetProperty("recorded").GetInt32() + answer.GetProperty("repeated").GetInt32()).Should().Be(1, answer.GetRawText());
    }
}
