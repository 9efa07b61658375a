using FluentAssertions;
using Logistics.Tags.Presence;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Presence;

public sealed class A_tag_at_a_hub
{
    private static readonly (string, string?, Place) Yard = ("gw-a", "DEDTM", Place.Inside);
    private static readonly (string, string?, Place) OtherAntenna = ("gw-a2", "DEDTM", Place.Inside);
    private static readonly (string, string?, Place) GateIn = ("gw-a", "DEDTM", Place.Entry);
    private static readonly (string, string?, Place) GateOut = ("gw-a", "DEDTM", Place.Exit);
    private static readonly (string, string?, Place) Hagen = ("gw-b", "DEHAG", Place.Inside);
    private static readonly (string, string?, Place) Truck = ("gw-t", null, Place.Between);

    private readonly GatewayActivity _activity = new();
    private readonly List<Sighting> _seen = [];
    private Track _track = Track.Empty;

    [Fact]
    public void Arrives_with_its_first_read_and_stays_through_flapping_antennas()
    {
        See((0, Yard), (1, OtherAntenna), (2, Yard), (3, OtherAntenna)).Should().Equal("arrived DEDTM 0");
    }

    [Fact]
    public void Departs_at_the_gate() => See((0, Yard), (10, GateOut)).Should().Equal("arrived DEDTM 0", "departed DEDTM 10 exit");

    [Fact]
    public void Is_not_back_when_the_yard_still_sees_it_leaving()
        => See((0, Yard), (10, GateOut), (11, Yard), (12, GateOut)).Should().Equal("arrived DEDTM 0", "departed DEDTM 10 exit");

    [Fact]
    public void Is_back_through_the_entry()
        => See((0, Yard), (10, GateOut), (15, GateIn)).Should().Equal("arrived DEDTM 0", "departed DEDTM 10 exit", "arrived DEDTM 15");

    [Fact]
    public void Departs_when_it_is_seen_elsewhere()
        => See((0, Yard), (5, Yard), (60, Hagen)).Should().Equal("arrived DEDTM 0", "departed DEDTM 5 elsewhere", "arrived DEHAG 60");

    [Fact]
    public void Departs_when_a_truck_sees_it() => See((0, Yard), (5, Truck)).Should().Equal("arrived DEDTM 0", "departed DEDTM 0 elsewhere");

    [Fact]
    public void Departs_when_its_gateway_goes_on_without_it()
    {
        See((0, Yard));
        GatewayReads("gw-a", 29);
        Await().Should().BeEmpty();
        GatewayReads("gw-a", 31);
        Await().Should().Equal("departed DEDTM 0 absent");
    }

    [Fact]
    public void Stays_while_its_gateway_is_silent()
    {
        See((0, Yard));
        GatewayReads("gw-b", 500);
        Await().Should().BeEmpty();
        See((600, Yard)).Should().BeEmpty();
        _track.Present.Should().NotBeNull();
    }

    [Fact]
    public void Stays_where_only_the_entry_saw_it()
    {
        See((0, GateIn));
        GatewayReads("gw-a", 500);
        Await().Should().BeEmpty();
    }

    [Fact]
    public void Never_moves_back_for_a_late_read_but_its_history_is_mended()
    {
        See((0, Yard), (100, Hagen));
        See((50, ("gw-c", "DEHAM", Place.Inside))).Should().Equal("arrived DEHAM 50 mends", "departed DEHAM 50 elsewhere mends");
        _track.Present!.HubId.Should().Be("DEHAG");
    }

    [Fact]
    public void Stays_on_after_all_when_a_late_read_says_so()
    {
        See((0, Yard));
        GatewayReads("gw-a", 40);
        Await();
        See((20, Yard)).Should().Equal("amended DEDTM 0 open");
    }

    [Fact]
    public void Is_withdrawn_where_two_visits_were_one()
    {
        See((0, Yard));
        GatewayReads("gw-a", 45);
        See((60, Yard)).Should().Equal("departed DEDTM 0 absent", "arrived DEDTM 60");
        See((25, Yard), (50, Yard)).Should().Equal("amended DEDTM 0 open", "withdrawn DEDTM 60");
    }

    [Fact]
    public void Times_that_creep_are_told_once_they_crept_far()
    {
        SeeAt(90, Yard).Should().Equal("arrived DEDTM 1");
        SeeAt(50, Yard).Should().BeEmpty();
        SeeAt(10, Yard).Should().Equal("amended DEDTM 0 open");
    }

    private List<string> SeeAt(int second, (string, string?, Place) point)
    {
        var read = Scenario.Sighting(_seen.Count, Scenario.Start + Duration.FromSeconds(second), point);
        _activity.Add(read.Read.GatewayId, GatewayActivity.MinuteOf(read.At));
        _seen.Add(read);
        return Move(_track.See([read], from => _seen.Where(r => r.At >= from).Order(), _activity, PresenceRules.Default));
    }

    private List<string> See(params (int Minute, (string, string?, Place) Point)[] reads)
    {
        var news = reads.Select(r => Scenario.Sighting(_seen.Count + r.Minute, At(r.Minute), r.Point)).ToList();
        foreach (var read in news) _activity.Add(read.Read.GatewayId, GatewayActivity.MinuteOf(read.At));
        _seen.AddRange(news);
        return Move(_track.See(news, from => _seen.Where(r => r.At >= from).Order(), _activity, PresenceRules.Default));
    }

    private List<string> Await() => Move(_track.Await(_activity, PresenceRules.Default));

    private List<string> Move(Track next)
    {
        var (visits, changes) = VisitChange.Tell(_track.Visits, next.Visits);
        _track = next with { Visits = visits };
        return [.. changes.Select(Told)];
    }

    private void GatewayReads(string gateway, int minute) => _activity.Add(gateway, GatewayActivity.MinuteOf(At(minute)));

    private static Instant At(int minute) => Scenario.Start + Duration.FromMinutes(minute);

    private static string Told(VisitChange change)
    {
        var (visit, mends) = (change.Visit, change.Mends ? " mends" : "");
        var departed = visit.Departure is { } d ? $"{Minute(d.At)} {d.Cause.ToString().ToLowerInvariant()}" : "open";
        return change switch
        {
            VisitChange.Arrived => $"arrived {visit.HubId} {Minute(visit.First.At)}{mends}",
            VisitChange.Departed => $"departed {visit.HubId} {departed}{mends}",
            VisitChange.Amended => $"amended {visit.HubId} {Minute(visit.First.At)} {departed}",
            VisitChange.Withdrawn { Was: var was } => $"withdrawn {visit.HubId} {Minute(was.ArrivedAt.ToInstant())}",
            _ => throw new InvalidOperationException($"Unexpected {change}."),
        };
    }

    private static int Minute(Instant at) => (int)(at - Scenario.Start).TotalMinutes;
}
