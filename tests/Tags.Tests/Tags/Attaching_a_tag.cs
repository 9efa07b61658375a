using Logistics.EventStore;
using Logistics.Specs;
using Logistics.Tags.Tags;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Tags;

public sealed class Attaching_a_tag
{
    private const string Unit = "106141412345678908";
    private static readonly OffsetDateTime Noon = new LocalDateTime(2026, 11, 20, 12, 0).WithOffset(Offset.FromHours(1));
    private static readonly OffsetDateTime Evening = new LocalDateTime(2026, 11, 20, 18, 0).WithOffset(Offset.FromHours(1));
    private static readonly TagRegistered Registered = new("device:a", TagKind.Gnss, "org-lenne");

    [Fact]
    public void Registers_it_first() => Given().When(tag => Register(tag, "org-lenne")).Then(Registered);

    [Fact]
    public void Registering_twice_records_nothing() => Given(Registered).When(tag => Register(tag, "org-lenne")).ThenNothing();

    [Fact]
    public void Refuses_the_tag_of_another() => Given(Registered).When(tag => Register(tag, "org-rival")).ThenRefused(Refusals.TagInUse);

    [Fact]
    public void Puts_it_on_the_unit() => Given(Registered).When(tag => TagDecider.Attach(tag, Unit, Noon)).Then(new TagAttached(Unit, Noon));

    [Fact]
    public void Attaching_twice_records_nothing()
        => Given(Registered, new TagAttached(Unit, Noon)).When(tag => TagDecider.Attach(tag, Unit, Evening)).ThenNothing();

    [Fact]
    public void Refuses_an_unknown_tag() => Given().When(tag => TagDecider.Attach(tag, Unit, Noon)).ThenRefused(Refusals.TagUnknown);

    [Fact]
    public void Refuses_a_tag_that_is_on_another_unit()
        => Given(Registered, new TagAttached("006141411234567890", Noon)).When(tag => TagDecider.Attach(tag, Unit, Noon)).ThenRefused(Refusals.AttachedElsewhere);

    [Fact]
    public void Refuses_a_time_in_which_it_was_on_another_unit()
        => Given(Registered, new TagAttached("006141411234567890", Noon), new TagDetached("006141411234567890", Evening))
            .When(tag => TagDecider.Attach(tag, Unit, Noon)).ThenRefused(Refusals.AttachmentOverlaps);

    [Fact]
    public void Takes_it_off_again()
        => Given(Registered, new TagAttached(Unit, Noon)).When(tag => TagDecider.Detach(tag, Evening)).Then(new TagDetached(Unit, Evening));

    [Fact]
    public void Detaching_twice_records_nothing()
        => Given(Registered, new TagAttached(Unit, Noon), new TagDetached(Unit, Evening)).When(tag => TagDecider.Detach(tag, Evening)).ThenNothing();

    [Fact]
    public void Refuses_to_take_it_off_before_it_was_put_on()
        => Given(Registered, new TagAttached(Unit, Evening)).When(tag => TagDecider.Detach(tag, Noon)).ThenRefused(Refusals.DetachedBeforeAttached);

    [Fact]
    public void Retires_it() => Given(Registered).When(tag => TagDecider.Retire(tag, Noon)).Then(new TagRetired(Noon));

    [Fact]
    public void Retiring_twice_records_nothing() => Given(Registered, new TagRetired(Noon)).When(tag => TagDecider.Retire(tag, Evening)).ThenNothing();

    [Fact]
    public void Refuses_to_retire_it_while_it_is_on_a_unit()
        => Given(Registered, new TagAttached(Unit, Noon)).When(tag => TagDecider.Retire(tag, Evening)).ThenRefused(Refusals.AttachedElsewhere);

    [Fact]
    public void Refuses_a_retired_tag() => Given(Registered, new TagRetired(Noon)).When(tag => TagDecider.Attach(tag, Unit, Evening)).ThenRefused(Refusals.TagUnknown);

    [Fact]
    public void Takes_it_back_into_service() => Given(Registered, new TagRetired(Noon)).When(tag => Register(tag, "org-lenne")).Then(Registered);

    [Fact]
    public void Keeps_a_retired_tag_its_owners() => Given(Registered, new TagRetired(Noon)).When(tag => Register(tag, "org-rival")).ThenRefused(Refusals.TagInUse);

    private static Given<Tag> Given(params object[] past) => new(Tag.Stream, past);

    private static Decision Register(Tag tag, string owner) => TagDecider.Register(tag, "device:a", TagKind.Gnss, owner);
}
