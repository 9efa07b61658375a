using System.Collections;
using FluentAssertions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Logistics.Shipments.Grants;
using Xunit;

namespace Logistics.Shipments.Tests;

/// <summary>
/// Every member of a shipment, whatever is added to it, is shown by kinds of information that someone has thought of. The whole of
/// it is filled in and shown by each set of kinds.
/// </summary>
public sealed class Showing_by_kind
{
    private const string Always = "id reference state booked_at version";

    [Theory]
    [InlineData("", "")]
    [InlineData("whereabouts", "last_hub_id last_seen_at misdirected unit_statuses milestones")]
    [InlineData("schedule", "route legs milestones eta due late_minutes next_expected_activity")]
    [InlineData("goods", "handling_units temperature conditions goods_description references")]
    [InlineData("parties", "parties legs")]
    [InlineData("documents", "documents")]
    [InlineData("something-new", "")]
    public void Each_kind_shows_its_own(string kind, string shown)
        => Members(Show(kind)).Should().BeEquivalentTo($"{Always} {shown}".Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void All_of_them_do_not_show_what_is_the_parties_own()
        => Members(Whole()).Except(Members(Show("whereabouts", "schedule", "goods", "parties", "documents")))
            .Should().BeEquivalentTo("eta_reasons", "open_work_items", "holds", "return_of", "returned_by");

    [Fact]
    public void Who_it_is_that_did_something_is_shown_with_parties_only()
    {
        var without = Show("whereabouts", "schedule", "goods", "documents");
        (without.Legs[0].CarrierId, without.Legs[0].ServiceId, without.UnitStatuses[0].PossessingParty, without.Documents[0].UploadedBy)
            .Should().Be(("", "", "", ""));
        var with = Show("whereabouts", "parties", "documents");
        (with.Legs[0].CarrierId, with.UnitStatuses[0].PossessingParty, with.Documents[0].UploadedBy).Should().Be(("x", "x", "x"));
        with.Legs[0].FromHubId.Should().BeEmpty();
    }

    [Fact]
    public void Doors_tell_whose_they_are_and_are_shown_with_parties_only()
    {
        Members(Show("schedule").Route).Should().Contain("origin_hub_id").And.NotContain(["collect_at", "deliver_at"]);
        Members(Show("schedule", "parties").Route).Should().Contain(["collect_at", "deliver_at"]);
    }

    [Fact]
    public void What_happened_and_what_is_planned_are_shown_apart()
    {
        Members(Show("whereabouts").Milestones[0]).Should().NotContain(["planned", "estimated"]).And.Contain("actual");
        Members(Show("schedule").Milestones[0]).Should().Contain(["planned", "estimated"]).And.NotContain(["actual", "confidence"]);
        Members(Show("whereabouts", "schedule", "parties").Milestones[0]).Should().NotContain("evidence");
        Members(Show("parties", "goods").Parties[0]).Should().NotContain("contact");
    }

    private static V1.Shipment Show(params string[] kinds) => Redaction.Show(Whole(), new("gr-1", kinds.ToHashSet()));

    private static V1.Shipment Whole() => (V1.Shipment)Filled(V1.Shipment.Descriptor);

    private static IEnumerable<string> Members(IMessage message) => message.Descriptor.Fields.InDeclarationOrder().Where(f => IsSet(f, message)).Select(f => f.Name);

    private static bool IsSet(FieldDescriptor field, IMessage message) => field.Accessor.GetValue(message) switch
    {
        null or "" or 0 or 0L or 0d or false => false,
        IList list => list.Count > 0,
        Enum value => Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) != 0,
        _ => true,
    };

    private static IMessage Filled(MessageDescriptor type)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InDeclarationOrder())
            if (field.IsRepeated) ((IList)field.Accessor.GetValue(message)).Add(Value(field));
            else field.Accessor.SetValue(message, field.FieldType == FieldType.Enum ? Enum.ToObject(field.Accessor.GetValue(message).GetType(), 1) : Value(field));
        return message;
    }

    private static object Value(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => "x",
        FieldType.Int32 or FieldType.SInt32 => 1,
        FieldType.Int64 => 1L,
        FieldType.Double => 1d,
        FieldType.Bool => true,
        FieldType.Message => Filled(field.MessageType),
        _ => throw new NotSupportedException($"{field.FullName} is a {field.FieldType}."),
    };
}
