using System.Text.Json;
using FluentAssertions;
using Logistics.Hosting.Http;
using Logistics.Specs;
using Logistics.Tags.HandlingUnits;
using Logistics.Tags.Presence;
using Logistics.Tags.Publishing;
using Logistics.Tags.Tags;
using Logistics.Tags.Tests.Condition;
using Logistics.Tags.Tests.Presence;
using Logistics.TestBus;

namespace Logistics.Tags.Tests.Hub.Load;

/// <summary>What the hub told of some traffic, against what a slow oracle says of it.</summary>
/// <param name="because">Names the traffic's seed.</param>
internal sealed class Comparison(WhatWasTold told, Traffic traffic, string because)
{
    private static readonly JsonSerializerOptions Json = OnTheBus();

    private readonly Truth truth = new(traffic);

    /// <summary>The watch knows each visit, and its tag's stream tells it, to the minute.</summary>
    internal void PresenceIsTrue()
    {
        foreach (var unit in traffic.Units)
        {
            var visits = told.Watch(unit).Track.Visits;
            visits.Select(SlowOracle.Stay.Of).Should().Equal(truth.Stays(unit), $"{unit.TagId} of {because}");
            told.Visits(unit).Select(v => (v.HubId, v.Times)).Should().Equal(visits.Select(v => (v.HubId, v.Told!)), because);
            visits.Should().NotContain(v => IsFar(VisitTimes.Of(v), v.Told!), because);
        }
    }

    internal void ConditionIsTrue()
    {
        foreach (var unit in traffic.Units.Where(u => u.ShipmentId is not null))
        {
            var spells = truth.Spells(unit);
            told.Watch(unit).Conditions.Should().ContainSingle(because).Which.Spells.Select(s => s with { Told = null }).Should().Equal(spells, because);
            Listener.Knows(told.Of(unit).Where(e => e is ExcursionStarted or ExcursionEnded or ExcursionAmended or ExcursionWithdrawn)).Select(x => (x.Since, x.Until))
                .Should().Equal(spells.Where(s => s.IsExcursion).Select(s => (s.Since.Time, s.Until?.Time)), because);
        }
    }

    /// <summary>Each fact of aggregation is stored once, and what the containers did is told once of what was inside of them.</summary>
    internal void PackingIsTrue()
    {
        foreach (var of in traffic.Packings.GroupBy(packing => packing.UnitId))
        {
            told.OfUnit(of.Key).Select(HandlingUnit.FactOf).OfType<UnitFact>().Should().BeEquivalentTo(of.Select(packing => packing.Fact), because);
            told.Carried(of.Key).Should().BeEquivalentTo(truth.Carried(of.Key, told.Visits), because);
        }
    }

    /// <summary>
    /// Each event that others are told of has been heard, under its own id and with its own content however often; and nothing else was said.
    /// </summary>
    /// <param name="since">Position of the log from which on the bus was listened to.</param>
    internal async Task IsSaid(TheBus bus, long since)
    {
        var sayable = told.Events.SelectMany(TagsPublisher.MessagesOf, (e, message) => (Key: ((Guid?)e.Id, message.GetType()), e.Position, Text: Text(message))).ToList();
        var expected = sayable.Where(m => m.Position > since).Select(m => m.Key).ToHashSet();
        expected.Should().NotBeEmpty();
        await Eventually.True(() => expected.IsSubsetOf(bus.Deliveries.Select(KeyOf)), "the bus to have said everything");
        var texts = sayable.ToDictionary(m => m.Key, m => m.Text);
        foreach (var heard in bus.Deliveries) texts.Should().ContainKey(KeyOf(heard), because).WhoseValue.Should().Be(Text(heard.Message), because);
    }

    private static (Guid?, Type) KeyOf((Guid? Id, object Message) delivery) => (delivery.Id, delivery.Message.GetType());

    private static bool IsFar(VisitTimes one, VisitTimes two)
        => one.ArrivesFarFrom(two) || one.DepartsFarFrom(two) || one.DepartedAt is null != two.DepartedAt is null;

    private static string Text(object message) => JsonSerializer.Serialize(message, message.GetType(), Json);

    private static JsonSerializerOptions OnTheBus()
    {
        var options = new JsonSerializerOptions();
        options.AddHubConverters();
        return options;
    }
}
