using System.Buffers.Text;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Partners.Devices;
using Logistics.Partners.OrganisationList;
using Logistics.Partners.Organisations;
using Logistics.Partners.Tokens;
using Logistics.Partners.V1;
using NodaTime;
using HubRefusals = Logistics.Hosting.Grpc.Refusals;
using Proto = Logistics.Partners.V1;

namespace Logistics.Partners;

/// <summary>Between the proto's messages and this service's own types.</summary>
internal static partial class Mapping
{
    internal const int LongestEmail = 254;
    internal const int LongestId = 64;
    private const int LongestName = 200;

    /// <summary>Neither trimmed nor told apart: whatever is in a secret is part of it.</summary>
    internal static string Secret(string value, string field, int max)
    {
        if (value.Length == 0) throw Check.Invalid(field, "is missing.");
        return value.Length <= max ? value : throw Check.Invalid(field, $"is longer than {max} characters.");
    }

    internal static IReadOnlyList<string> RoleNames(IReadOnlyList<string> roles)
    {
        if (roles.Count is 0 or > 20) throw Check.Invalid("roles", "must be 1 to 20.");
        return [.. roles.Select((role, i) => Check.Id(role, $"roles[{i}]", LongestId))];
    }

    internal static RegisterOrganisation Command(Proto.Organisation? organisation)
    {
        if (organisation is null) throw Check.Invalid("organisation", "is missing.");
        return new(
            Check.Id(organisation.Id, "organisation.id", LongestId),
            Check.Text(organisation.Name, "organisation.name", LongestName),
            RoleNames(organisation.Roles));
    }

    internal static RpcException Exception(Refusal refusal)
    {
        var exception = HubRefusals.ToRpcException(refusal, Refusals.Statuses);
        if (refusal.Reason == Refusals.TooManyAttempts) exception.Trailers.Add("retry-after", Attempts.RetryAfter);
        return exception;
    }

    internal static IssueClaimCodeResponse ClaimCode(Devices.IssueClaimCode command, string code)
        => new() { DeviceId = command.Id, ClaimCode = code, ExpiresAt = Time(command.ExpiresAt) };

    internal static DeviceKey DeviceKey(KeyOutcome outcome) => outcome switch
    {
        KeyOutcome.Shown { Key: var key } => new()
        {
            DeviceId = key.DeviceId,
            OrganisationId = key.OrganisationId,
            DeviceKey_ = key.Key,
            FormerKeyUntil = key.FormerUntil is { } until ? Time(until) : null,
        },
        KeyOutcome.Refused refused => throw Exception(refused.Refusal),
        _ => throw new InvalidOperationException($"Unexpected outcome {outcome}."),
    };

    internal static SignInOutcome.Signed Signed(SignInOutcome outcome) => outcome switch
    {
        SignInOutcome.Signed signed => signed,
        SignInOutcome.Refused refused => throw Exception(refused.Refusal),
        _ => throw new InvalidOperationException($"Unexpected outcome {outcome}."),
    };

    internal static IssueTokenResponse IssueToken(SignInOutcome.Signed signed) => new()
    {
        AccessToken = signed.Token.Text,
        ExpiresAt = Time(signed.Token.ExpiresAt),
        OrganisationId = signed.Caller.Organisation,
    };

    internal static SignInResponse SignIn(SignInOutcome.Signed signed) => new()
    {
        AccessToken = signed.Token.Text,
        ExpiresAt = Time(signed.Token.ExpiresAt),
        Identity = Identity(new TokenOwner(signed.Caller, signed.Token.ExpiresAt)),
        MustChangePassword = signed.MustChangePassword,
    };

    internal static Proto.Identity Identity(TokenOwner owner) => new()
    {
        Kind = Kind(owner.Caller.Kind),
        Id = owner.Caller.Id,
        OrganisationId = owner.Caller.Organisation,
        Roles = { owner.Caller.Roles.Order(StringComparer.Ordinal) },
        ExpiresAt = Time(owner.ExpiresAt),
        DisplayName = owner.Caller.Kind == CallerKind.Person ? owner.Caller.DisplayName : "",
    };

    internal static Proto.Organisation Organisation(Organisations.Organisation.Registered o) => Organisation(new ListedOrganisation(o.Id, o.Name, o.Roles, o.Deactivated));

    private static Proto.Organisation Organisation(ListedOrganisation o)
        => new() { Id = o.Id, Name = o.Name, Roles = { o.Roles }, Deactivated = o.Deactivated };

    internal static ListOrganisationsResponse Page(IReadOnlyList<ListedOrganisation> found, int size) => new()
    {
        Organisations = { found.Take(size).Select(Organisation) },
        NextPageToken = found.Count > size ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(found[size - 1].Id)) : "",
    };

    /// <summary>The id that the page follows; empty for the first.</summary>
    internal static string PageAfter(string token)
    {
        if (token.Length == 0) return "";
        if (token.Length > 2 * LongestId || !Base64Url.IsValid(token)) throw Check.Invalid("page_token", "is none of ours.");
        return Check.Id(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)), "page_token", LongestId);
    }

    private static IdentityKind Kind(CallerKind kind) => kind switch
    {
        CallerKind.Person => IdentityKind.Person,
        CallerKind.Client => IdentityKind.Client,
        CallerKind.Device => IdentityKind.Device,
        CallerKind.Service => IdentityKind.Service,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static Timestamp Time(Instant instant) => Timestamp.FromDateTimeOffset(instant.ToDateTimeOffset());
}
