using System.Text.Json.Serialization;
using Logistics.EventStore;
using Logistics.Shipments.Sandboxes;
using Logistics.Shipments.Shipments;
using NodaTime;

namespace Logistics.Shipments.Handovers;

[JsonConverter(typeof(JsonStringEnumConverter<HandoverSide>))]
internal enum HandoverSide
{
    [JsonStringEnumMemberName("releasing")] Releasing = 1,
    [JsonStringEnumMemberName("receiving")] Receiving,
}

internal enum HandoverState
{
    None,
    Open,
    Completed,
    Disputed,
}

/// <summary>Which goods pass, where, from whom to whom.</summary>
/// <param name="Reference">Tells two handovers of the same goods between the same parties at the same place apart; empty for one.</param>
internal sealed record HandoverTerms(string ShipmentId, string HubId, string From, string To, string Reference);

internal sealed record HandoverOpened(string HandoverId, HandoverTerms Terms, string Operator, Instant At);

/// <summary>One side says what it gave or took.</summary>
/// <param name="Remark">Damage, seals, what is missing; empty for none.</param>
internal sealed record HandoverConfirmed(HandoverSide Side, IReadOnlyList<string> HandlingUnitIds, EventTime At, Instant RecordedAt, string Remark);

internal sealed record HandoverDisputed(string By, string Reason, Instant At);

/// <param name="HandlingUnitIds">What the hub found to have passed; may be none.</param>
internal sealed record HandoverSettled(IReadOnlyList<string> HandlingUnitIds, string By, string Note, Instant At);

/// <summary>One side has not spoken in time.</summary>
internal sealed record HandoverOverdue(Instant At);

/// <summary>
/// Custody passes when the releasing and the receiving party both say so: one side alone is an open handover, whichever comes
/// first. What both name has passed; where they name different units, or one of them objects, it is disputed until the hub
/// settles it. A stream of its own, because two parties must agree and neither may write for the other.
/// </summary>
internal sealed record Handover
{
    public static readonly StreamType<Handover> Stream = new("handover", new Handover(), Evolve);

    public string Id { get; init; } = "";

    public HandoverTerms Terms { get; init; } = new("", "", "", "", "");

    public string Operator { get; init; } = "";

    public Instant OpenedAt { get; init; }

    public HandoverConfirmed? Released { get; init; }

    public HandoverConfirmed? Received { get; init; }

    public HandoverDisputed? Dispute { get; init; }

    public HandoverSettled? Settled { get; init; }

    public bool Overdue { get; init; }

    /// <summary>Of a sample that its sandbox has been emptied of.</summary>
    public bool Discarded { get; init; }

    public HandoverState State() => this switch
    {
        { Id: "" } => HandoverState.None,
        { Settled: not null } => HandoverState.Completed,
        { Dispute: not null } => HandoverState.Disputed,
        { Released: null } or { Received: null } => HandoverState.Open,
        _ => SameUnits() ? HandoverState.Completed : HandoverState.Disputed,
    };

    /// <summary>What has passed: agreed by both, or settled. A dispute alone gives nothing back.</summary>
    public IReadOnlyList<string> Passed() => (Settled, Released, Received) switch
    {
        ({ } settled, _, _) => settled.HandlingUnitIds,
        (_, { } released, { } received) => [.. released.HandlingUnitIds.Intersect(received.HandlingUnitIds).Order(StringComparer.Ordinal)],
        _ => [],
    };

    /// <summary>When it passed: when the later side says so.</summary>
    public EventTime? PassedAt() => (Released, Received) switch
    {
        ({ } released, { } received) => released.At.Instant > received.At.Instant ? released.At : received.At,
        (var released, var received) => released?.At ?? received?.At,
    };

    public bool VisibleTo(string organisation) => !Discarded && Id.Length > 0 && (Terms.From == organisation || Terms.To == organisation || Operator == organisation);

    public static Handover Evolve(Handover h, object e) => e switch
    {
        HandoverOpened x => h with { Id = x.HandoverId, Terms = x.Terms, Operator = x.Operator, OpenedAt = x.At },
        HandoverConfirmed { Side: HandoverSide.Releasing } x => h with { Released = x },
        HandoverConfirmed x => h with { Received = x },
        HandoverDisputed x => h with { Dispute = x },
        HandoverSettled x => h with { Settled = x },
        HandoverOverdue => h with { Overdue = true },
        SandboxDiscarded => h with { Discarded = true },
        _ => throw new InvalidOperationException($"A handover knows no event {e.GetType().Name}."),
    };

    private bool SameUnits() => Released!.HandlingUnitIds.ToHashSet().SetEquals(Received!.HandlingUnitIds);
}
