using System.Collections.Frozen;
using Grpc.Core;

namespace Logistics.Partners;

/// <summary>Every reason this service refuses for, and the gRPC status it goes out with.</summary>
internal static class Refusals
{
    internal const string AlreadyExists = "already-exists";
    internal const string GrantExpiryOutOfRange = "grant-expiry-out-of-range";
    internal const string GrantNotFound = "grant-not-found";
    internal const string GrantToOneself = "grant-to-oneself";
    internal const string InvalidCredentials = "invalid-credentials";
    internal const string InvalidClaim = "invalid-claim";
    internal const string NotPermitted = "not-permitted";
    internal const string OrganisationDeactivated = "organisation-deactivated";
    internal const string Revoked = "revoked";
    internal const string RoleReserved = "role-reserved";
    internal const string TooManyAttempts = "too-many-attempts";
    internal const string TooManyContacts = "too-many-contacts";
    internal const string UnknownCredential = "unknown-credential";
    internal const string UnknownOrganisation = "unknown-organisation";
    internal const string UnknownRole = "unknown-role";
    internal const string WeakPassword = "weak-password";

    internal static readonly FrozenDictionary<string, StatusCode> Statuses = new Dictionary<string, StatusCode>
    {
        [AlreadyExists] = StatusCode.AlreadyExists,
        [GrantExpiryOutOfRange] = StatusCode.InvalidArgument,
        [GrantNotFound] = StatusCode.NotFound,
        [GrantToOneself] = StatusCode.InvalidArgument,
        [InvalidCredentials] = StatusCode.Unauthenticated,
        [InvalidClaim] = StatusCode.Unauthenticated,
        [NotPermitted] = StatusCode.PermissionDenied,
        [OrganisationDeactivated] = StatusCode.PermissionDenied,
        [Revoked] = StatusCode.FailedPrecondition,
        [RoleReserved] = StatusCode.FailedPrecondition,
        [TooManyAttempts] = StatusCode.ResourceExhausted,
        [TooManyContacts] = StatusCode.ResourceExhausted,
        [UnknownCredential] = StatusCode.NotFound,
        [UnknownOrganisation] = StatusCode.NotFound,
        [UnknownRole] = StatusCode.InvalidArgument,
        [WeakPassword] = StatusCode.InvalidArgument,
    }.ToFrozenDictionary();
}
