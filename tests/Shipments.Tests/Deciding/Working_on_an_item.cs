using FluentAssertions;
using Logistics.EventStore;
using Logistics.Shipments.WorkItems;
using Logistics.Specs;
using NodaTime;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Working_on_an_item
{
    private static readonly WorkItemAcknowledged Acknowledged = new("shp-1", "p-ada");
    private static readonly WorkItemShelved Shelved = new("shp-1", "p-ada", Known.At(12));
    private static readonly WorkItemResolved Resolved = new("shp-1", "p-ada", "Told.");

    [Fact]
    public void It_is_raised() => Given().When(i => WorkItemDecider.Raise(i, Known.Raised)).Then(Known.Raised);

    [Fact]
    public void Raised_again_while_open_it_is_counted()
    {
        var again = new WorkItemRaisedAgain("shp-1", Severity.Warning, Known.Raised.Cause, Known.Raised.SuggestedAction, "DESIE", Known.Now);
        Given(Known.Raised).When(i => WorkItemDecider.Raise(i, Known.Raised)).Then(again).Count.Should().Be(2);
        Given(Known.Raised, Shelved).When(i => WorkItemDecider.Raise(i, Known.Raised)).Then(again).State.Should().Be(WorkItemState.Shelved);
    }

    [Fact]
    public void Restated_while_open_it_says_what_is_known_by_now()
    {
        var better = new Cause("Better known.", new Dictionary<string, string> { ["minutes"] = "25" }, []);
        var restated = new WorkItemRestated("shp-1", better.Text, better.Parameters);
        Given(Known.Raised).When(i => WorkItemDecider.Restate(i, better)).Then(restated).Should().Match<WorkItem>(i => i.Raised!.Cause == "Better known." && i.Count == 1);
        Given(Known.Raised, restated).When(i => WorkItemDecider.Restate(i, better)).ThenNothing();
        Given(Known.Raised, Resolved).When(i => WorkItemDecider.Restate(i, better)).ThenNothing();
    }

    [Fact]
    public void Raised_after_it_was_resolved_it_is_new()
    {
        var item = Given(Known.Raised, Acknowledged, Resolved).When(i => WorkItemDecider.Raise(i, Known.Raised)).Then(Known.Raised);
        (item.State, item.Count, item.Owner).Should().Be((WorkItemState.New, 1, ""));
    }

    [Fact]
    public void A_dispatcher_acknowledges_it() => Given(Known.Raised).When(i => Acknowledge(i, "p-ada")).Then(Acknowledged).Owner.Should().Be("p-ada");

    [Fact]
    public void Acknowledging_again_records_nothing() => Given(Known.Raised, Acknowledged).When(i => Acknowledge(i, "p-ada")).ThenNothing();

    [Fact]
    public void Another_dispatcher_takes_it_over()
        => Given(Known.Raised, Acknowledged).When(i => Acknowledge(i, "p-bob")).Then(new WorkItemAcknowledged("shp-1", "p-bob"));

    [Fact]
    public void A_dispatcher_shelves_it() => Given(Known.Raised).When(i => Shelve(i, Known.At(12))).Then(Shelved);

    [Fact]
    public void Shelving_again_records_nothing() => Given(Known.Raised, Shelved).When(i => Shelve(i, Known.At(12))).ThenNothing();

    [Fact]
    public void Shelving_into_the_past_or_too_far_is_refused()
    {
        Given(Known.Raised).When(i => Shelve(i, Known.Now)).ThenRefused("shelving-out-of-range");
        Given(Known.Raised).When(i => Shelve(i, Known.Now + Duration.FromDays(31))).ThenRefused("shelving-out-of-range");
    }

    [Fact]
    public void A_dispatcher_resolves_it() => Given(Known.Raised).When(i => Resolve(i)).Then(Resolved).Open().Should().BeFalse();

    [Fact]
    public void Resolving_again_records_nothing() => Given(Known.Raised, Resolved).When(i => Resolve(i)).ThenNothing();

    [Fact]
    public void A_dispatcher_assigns_it_to_another_once()
    {
        var assigned = new WorkItemAssigned("shp-1", "p-ada", "p-bob");
        Given(Known.Raised).When(i => Assign(i, "p-bob")).Then(assigned).Should().Match<WorkItem>(i => i.Owner == "p-bob" && i.State == WorkItemState.New);
        Given(Known.Raised, assigned).When(i => Assign(i, "p-bob")).ThenNothing();
        Given(Known.Raised, Resolved).When(i => Assign(i, "p-bob")).ThenRefused("work-item-resolved");
        Given().When(i => Assign(i, "p-bob")).ThenRefused("work-item-not-found");
    }

    [Fact]
    public void Notes_are_kept_also_when_it_is_raised_anew()
    {
        var noted = new WorkItemNoted("shp-1", "p-ada", "Called the driver.", Known.Now);
        Given(Known.Raised).When(Note).Then(noted).Notes.Should().Equal(noted);
        Given(Known.Raised, noted).When(Note).ThenNothing();
        Given(Known.Raised, Resolved).When(Note).Then(noted);
        Given(Known.Raised, noted, Resolved, Known.Raised).State.Notes.Should().Equal(noted);
        Given().When(Note).ThenRefused("work-item-not-found");
        object[] many = [Known.Raised, .. Enumerable.Range(0, 200).Select(n => noted with { Text = $"{n}" })];
        Given(many).When(Note).ThenRefused("too-many-notes");
    }

    [Fact]
    public void It_is_overdue_once_when_its_time_is_over()
    {
        var raised = Known.Raised with { DueBy = Known.At(10) };
        var overdue = new WorkItemOverdue("shp-1", Known.At(10));
        Given(raised).When(i => WorkItemDecider.MissDeadline(i, Known.At(9, 59))).ThenNothing();
        Given(raised).When(i => WorkItemDecider.MissDeadline(i, Known.At(10))).Then(overdue).Overdue.Should().BeTrue();
        Given(raised, overdue).When(i => WorkItemDecider.MissDeadline(i, Known.At(11))).ThenNothing();
        Given(raised, Resolved).When(i => WorkItemDecider.MissDeadline(i, Known.At(11))).ThenNothing();
    }

    [Fact]
    public void Shelving_moves_its_deadline_and_a_graver_cause_brings_it_forward()
    {
        var raised = Known.Raised with { DueBy = Known.At(10) };
        Given(raised).When(i => Shelve(i, Known.At(12))).Then(Shelved with { DueBy = Known.At(12) }).DueBy.Should().Be(Known.At(12));
        var graver = Known.Raised with { Severity = Severity.Critical, DueBy = Known.At(9) };
        Given(raised).When(i => WorkItemDecider.Raise(i, graver)).Then(
            new WorkItemRaisedAgain("shp-1", Severity.Critical, Known.Raised.Cause, Known.Raised.SuggestedAction, "DESIE", Known.Now) { DueBy = Known.At(9) })
            .DueBy.Should().Be(Known.At(9));
    }

    [Fact]
    public void What_is_resolved_is_neither_acknowledged_nor_shelved()
    {
        Given(Known.Raised, Resolved).When(i => Acknowledge(i, "p-ada")).ThenRefused("work-item-resolved");
        Given(Known.Raised, Resolved).When(i => Shelve(i, Known.At(12))).ThenRefused("work-item-resolved");
    }

    [Fact]
    public void Another_organisations_item_is_as_missing_as_a_missing_one()
    {
        Given(Known.Raised).When(i => WorkItemDecider.Acknowledge(i, "org-stranger", "x")).ThenRefused("work-item-not-found");
        Given(Known.Raised).When(i => WorkItemDecider.Shelve(i, "org-stranger", "x", Known.At(12), Known.Now)).ThenRefused("work-item-not-found");
        Given(Known.Raised).When(i => WorkItemDecider.Resolve(i, "org-stranger", "x", "")).ThenRefused("work-item-not-found");
        Given().When(i => Acknowledge(i, "p-ada")).ThenRefused("work-item-not-found");
    }

    [Fact]
    public void The_policy_clears_it_once()
    {
        var cleared = new WorkItemResolved("shp-1", "", "The cause is gone.");
        Given(Known.Raised).When(i => Clear(i)).Then(cleared);
        Given(Known.Raised, cleared).When(i => Clear(i)).ThenNothing();
        Given().When(i => Clear(i)).ThenNothing();
    }

    [Fact]
    public void What_must_be_seen_stays_until_somebody_has()
    {
        Given(Known.Raised).When(i => Clear(i, onlyIfSeen: true)).ThenNothing();
        Given(Known.Raised, Acknowledged).When(i => Clear(i, onlyIfSeen: true)).Then(new WorkItemResolved("shp-1", "", "The cause is gone."));
    }

    private static Given<WorkItem> Given(params object[] events) => new(WorkItem.Stream, events);

    private static Decision Acknowledge(WorkItem item, string by) => WorkItemDecider.Acknowledge(item, Known.Hub, by);

    private static Decision Shelve(WorkItem item, Instant until) => WorkItemDecider.Shelve(item, Known.Hub, "p-ada", until, Known.Now);

    private static Decision Assign(WorkItem item, string to) => WorkItemDecider.Assign(item, Known.Hub, "p-ada", to);

    private static Decision Note(WorkItem item) => WorkItemDecider.Note(item, Known.Hub, "p-ada", "Called the driver.", Known.Now);

    private static Decision Resolve(WorkItem item) => WorkItemDecider.Resolve(item, Known.Hub, "p-ada", "Told.");

    private static Decision Clear(WorkItem item, bool onlyIfSeen = false) => WorkItemDecider.Clear(item, "The cause is gone.", onlyIfSeen);
}
