using System.Globalization;
using Logistics.Hosting.Grpc;
using Logistics.Partners.GrantList;
using Logistics.Partners.Grants;
using Logistics.Partners.V1;
using NodaTime;
using Proto = Logistics.Partners.V1;

namespace Logistics.Partners;

/// <content>Grants.</content>
internal static partial class Mapping
{
    private const int LongestPurpose = 200;
    private const int MostShipments = 200;

    internal static GrantGiven Given(GiveGrantRequest request, string id, string from, Instant now)
    {
        if (request.ShipmentIds.Count is 0 or > MostShipments) throw Check.Invalid("shipment_ids", $"must be 1 to {MostShipments}.");
        if (request.Kinds.Count == 0) throw Check.Invalid("kinds", "are missing.");
        var kinds = request.Kinds.Select(KindName).ToHashSet();
        return new(
            id,
            from,
            Check.Id(request.ToOrganisationId, "to_organisation_id", LongestId),
            Check.Text(request.Purpose, "purpose", LongestPurpose),
            [.. InformationKinds.All.Where(kinds.Contains)],
            [.. request.ShipmentIds.Select((shipment, i) => Check.Id(shipment, $"shipment_ids[{i}]", LongestId)).Distinct()],
            Check.Timestamp(request.Until, "until"),
            now);
    }

    internal static Proto.Grant Grant(Grants.Grant grant, Instant now) => Grant(new ListedGrant(grant.Given!, grant.Revoked?.At, 0), now);

    internal static ListGrantsResponse Page(IReadOnlyList<ListedGrant> found, int size, Instant now) => new()
    {
        Grants = { found.Take(size).Select(grant => Grant(grant, now)) },
        NextPageToken = found.Count > size ? found[size - 1].Ordinal.ToString(CultureInfo.InvariantCulture) : "",
    };

    /// <summary>The ordinal that the page lies before.</summary>
    internal static long GrantsBefore(string token) => token.Length == 0 ? long.MaxValue
        : long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? ordinal
        : throw Check.Invalid("page_token", "is none of ours.");

    internal static GrantSides Side(GrantSide side) => side switch
    {
        GrantSide.Unspecified => GrantSides.Both,
        GrantSide.Given => GrantSides.Given,
        GrantSide.Received => GrantSides.Received,
        _ => throw Check.Invalid("side", "is unknown."),
    };

    private static Proto.Grant Grant(ListedGrant grant, Instant now) => new()
    {
        Id = grant.Given.GrantId,
        FromOrganisationId = grant.Given.From,
        ToOrganisationId = grant.Given.To,
        Purpose = grant.Given.Purpose,
        Kinds = { grant.Given.Kinds.Select(Kind) },
        ShipmentIds = { grant.Given.ShipmentIds },
        GivenAt = Time(grant.Given.At),
        Until = Time(grant.Given.Until),
        State = grant.RevokedAt is not null ? GrantState.Revoked : grant.Given.Until <= now ? GrantState.Expired : GrantState.Active,
        RevokedAt = grant.RevokedAt is { } at ? Time(at) : null,
    };

    private static string KindName(InformationKind kind) => (int)kind is var number and > 0 && number <= InformationKinds.All.Count
        ? InformationKinds.All[number - 1]
        : throw Check.Invalid("kinds", "has an unknown one.");

    private static InformationKind Kind(string name) => (InformationKind)(InformationKinds.All.ToList().IndexOf(name) + 1);
}
