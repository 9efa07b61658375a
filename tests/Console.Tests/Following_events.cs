using Logistics.Console.Tests.Fakes;
using Xunit;

namespace Logistics.Console.Tests;

public sealed class Following_events(ConsoleUnderTest console) : IClassFixture<ConsoleUnderTest>
{
    [Fact]
    public async Task A_change_arrives_and_the_snapshot_does_not()
    {
        using var events = await EventReader.Open(await console.Dispatcher());
        await events.Live();
        console.Hub.Goods.Shipments.Add(Invented.Shipment(reference: "WL-CHANGED", version: 4));
        var change = await events.Next(one => one.Name == "shipment");
        change.Data.GetProperty("reference").GetString().Should().Be("WL-CHANGED", "the first shipment event is the change, not the snapshot");

        console.Hub.Reads.Presences.Add(Invented.Presence(null));
        (await events.Next(one => one.Name == "presence")).Data.GetProperty("position").GetProperty("latitude").GetDouble().Should().Be(51.2);
        console.Hub.Goods.WorkItems.Add(Invented.WorkItem("wi-3"));
        (await events.Next(one => one.Name == "work-item")).Data.GetProperty("id").GetString().Should().Be("wi-3");
    }

    [Fact]
    public async Task Coming_back_goes_on_behind_the_last_event_seen()
    {
        var client = await console.Dispatcher();
        string last;
        using (var events = await EventReader.Open(client))
        {
            await events.Live();
            console.Hub.Goods.Shipments.Add(Invented.Shipment(reference: "WL-SEEN", version: 5));
            last = (await events.Next(one => one.Name == "shipment" && one.Data.GetProperty("reference").GetString() == "WL-SEEN")).Id;
        }

        console.Hub.Goods.Shipments.Add(Invented.Shipment(reference: "WL-MISSED-1", version: 6));
        console.Hub.Goods.Shipments.Add(Invented.Shipment(reference: "WL-MISSED-2", version: 7));
        using var again = await EventReader.Open(client, last);
        var first = await again.Next(one => one.Name == "shipment");
        first.Data.GetProperty("reference").GetString().Should().Be("WL-MISSED-1");
        (await again.Next(one => one.Name == "shipment")).Data.GetProperty("reference").GetString().Should().Be("WL-MISSED-2");
    }

    [Fact]
    public async Task A_position_too_old_is_told_so_and_starts_afresh()
    {
        var client = await console.Dispatcher();
        var old = Logistics.Console.Events.CursorVector.Start.With("shipments", "999999").ToString();
        using var events = await EventReader.Open(client, old);
        (await events.Next(one => one.Name == "reset")).Data.GetProperty("source").GetString().Should().Be("shipments");
        await events.Next(one => one.Name == "source" && one.Data.GetProperty("source").GetString() == "shipments" && one.Data.GetProperty("state").GetString() == "live");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("%%%")]
    [InlineData("bm90IGpzb24")]
    public async Task A_made_up_position_is_none(string id)
    {
        using var events = await EventReader.Open(await console.Dispatcher(), id);
        await events.Live();
    }

    [Fact]
    public async Task An_ended_token_ends_the_stream()
    {
        var client = await console.Dispatcher();
        foreach (var token in console.Hub.Directory.Tokens.Where(one => one.Value.Id == "person-1").Select(one => one.Key).ToList())
            console.Hub.Directory.Tokens.TryRemove(token, out _);
        using var events = await EventReader.Open(client);
        await events.Next(one => one.Name == "signed-out");
        await events.Invoking(one => one.Next(_ => false)).Should().ThrowAsync<EndOfStreamException>();
    }
}

public sealed class Services_restarting(ConsoleUnderTest console) : IClassFixture<ConsoleUnderTest>
{
    [Fact]
    public async Task The_browser_is_told_and_gets_what_happened_meanwhile()
    {
        using var events = await EventReader.Open(await console.Dispatcher());
        await events.Live();
        await console.Hub.Stop();
        await events.Next(one => one.Name == "source" && one.Data.GetProperty("state").GetString() == "reconnecting");
        console.Hub.Goods.Shipments.Add(Invented.Shipment(reference: "WL-MEANWHILE", version: 8));
        await console.Hub.Start();
        var change = await events.Next(one => one.Name == "shipment");
        change.Data.GetProperty("reference").GetString().Should().Be("WL-MEANWHILE");
        console.Hub.Goods.Shipments.Asked[^1].Should().Be("1", "it goes on from its cursor, not from a snapshot");
    }
}
