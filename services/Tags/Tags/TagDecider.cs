using Logistics.EventStore;
using NodaTime;

namespace Logistics.Tags.Tags;

internal static class TagDecider
{
    internal static Decision Register(Tag tag, string tagId, TagKind kind, string owner) => tag.Owner switch
    {
        null => Decision.Accept(new TagRegistered(tagId, kind, owner)),
        var registered when registered == owner => tag.Retired ? Decision.Accept(new TagRegistered(tagId, kind, owner)) : Decision.Nothing,
        _ => Decision.Refuse(Refusals.TagInUse, "The tag belongs to another organisation."),
    };

    internal static Decision Attach(Tag tag, string handlingUnitId, OffsetDateTime at) => tag switch
    {
        { Owner: null } or { Retired: true } => Unknown,
        { HandlingUnitId: { } unit } when unit == handlingUnitId => Decision.Nothing,
        { HandlingUnitId: { } unit } => Decision.Refuse(Refusals.AttachedElsewhere, $"The tag is attached to {unit}: detach it first."),
        _ when at.ToInstant() < tag.FreeFrom => Decision.Refuse(Refusals.AttachmentOverlaps, "The tag was attached to another unit at that time."),
        _ => Decision.Accept(new TagAttached(handlingUnitId, at)),
    };

    internal static Decision Detach(Tag tag, OffsetDateTime at) => tag switch
    {
        { Owner: null } => Unknown,
        { HandlingUnitId: null } => Decision.Nothing,
        { AttachedAt: { } attached } when at.ToInstant() < attached.ToInstant() =>
            Decision.Refuse(Refusals.DetachedBeforeAttached, "The tag was attached after that time."),
        _ => Decision.Accept(new TagDetached(tag.HandlingUnitId, at)),
    };

    internal static Decision Retire(Tag tag, OffsetDateTime at) => tag switch
    {
        { Owner: null } => Unknown,
        { Retired: true } => Decision.Nothing,
        { HandlingUnitId: { } unit } => Decision.Refuse(Refusals.AttachedElsewhere, $"The tag is attached to {unit}: detach it first."),
        _ => Decision.Accept(new TagRetired(at)),
    };

    private static Decision Unknown => Decision.Refuse(Refusals.TagUnknown, "There is no such tag.");
}
