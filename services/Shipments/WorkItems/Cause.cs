namespace Logistics.Shipments.WorkItems;

/// <param name="Kind">hub, leg, transport-order, tag, gateway, handling-unit, handover, report, read.</param>
internal sealed record CauseLink(string Kind, string Id);

/// <summary>Why: a sentence with figures for people, the same as parameters for programs, and what it rests on.</summary>
internal sealed record Cause(string Text, IReadOnlyDictionary<string, string> Parameters, IReadOnlyList<CauseLink> Links);

/// <param name="Code">For programs; never renamed.</param>
internal sealed record SuggestedAction(string Code, string Text);

/// <summary>What a dispatcher can do about it.</summary>
internal static class Actions
{
    public static readonly SuggestedAction Replan = new("re-plan", "Re-plan with another carrier.");
    public static readonly SuggestedAction HoldAndReplan = new("re-plan", "Hold it there and re-plan.");
    public static readonly SuggestedAction ReplanOrWait = new("re-plan", "Re-plan from there, or ask the carrier to wait.");
    public static readonly SuggestedAction TellConsignee = new("tell-consignee", "Tell the consignee, or re-plan the remaining legs.");
    public static readonly SuggestedAction Watch = new("watch", "Watch it.");
    public static readonly SuggestedAction ChangeAppointment = new("change-appointment", "Change the appointment, or book a carrier by hand.");
    public static readonly SuggestedAction ReplaceTag = new("replace-tag", "Ask where the unit is; replace the tag.");
    public static readonly SuggestedAction ChargeTag = new("charge-tag", "Have the tag charged or replaced at the next hub.");
    public static readonly SuggestedAction CheckGateway = new("check-gateway", "Have the gateway's power and network checked.");
    public static readonly SuggestedAction Inspect = new("inspect-unit", "Have the unit checked and cooled.");
    public static readonly SuggestedAction AskCarrier = new("ask-carrier", "Ask the carrier what happened.");
    public static readonly SuggestedAction Search = new("search", "Have the unit searched where it was last seen.");
    public static readonly SuggestedAction DeliverRest = new("deliver-rest", "Have the rest delivered, or return it.");
    public static readonly SuggestedAction TryAgain = new("deliver-rest", "Agree another attempt with the consignee, or return it.");
    public static readonly SuggestedAction ReleaseHold = new("release-hold", "Stop it, or release the hold.");
    public static readonly SuggestedAction RemindParty = new("remind-party", "Remind the other side to confirm the handover.");
    public static readonly SuggestedAction SettleHandover = new("settle-handover", "Hear both sides and settle what was handed over.");
}
