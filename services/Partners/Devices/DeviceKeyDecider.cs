using Logistics.EventStore;
using Logistics.Partners.Organisations;
using NodaTime;

namespace Logistics.Partners.Devices;

/// <param name="CodeHash">SHA-256 of the code, hex.</param>
internal sealed record IssueClaimCode(string Id, string OrganisationId, string CodeHash, Instant ExpiresAt);

/// <summary>How a device comes by its key and by the next one.</summary>
internal static class DeviceKeyDecider
{
    /// <summary>One text for whatever was wrong with the device or its code.</summary>
    internal static readonly Refusal WrongClaim = new(Refusals.InvalidClaim, "The claim code is not good for this device.");

    internal static Decision Expect(Device state, Organisation owner, IssueClaimCode command) => state switch
    {
        Device.Revoked => Decision.Refuse(Refusals.Revoked, $"Device {command.Id} is revoked."),
        Device.Active active when active.OrganisationId != command.OrganisationId => DeviceDecider.Elsewhere(command.Id, active.OrganisationId),
        Device.Expected expected when expected.OrganisationId != command.OrganisationId => DeviceDecider.Elsewhere(command.Id, expected.OrganisationId),
        _ when owner is not Organisation.Registered => Decision.Refuse(Refusals.UnknownOrganisation, $"There is no organisation {command.OrganisationId}."),
        _ => Decision.Accept(new ClaimCodeIssued(command.Id, command.OrganisationId, command.CodeHash, command.ExpiresAt)),
    };

    internal static Decision Claim(Device state, string codeHash, string keyHash, Instant now) => state switch
    {
        Device.Expected expected when expected.Claim.IsGood(codeHash, now) => Decision.Accept(new DeviceEnrolled(expected.Id, expected.OrganisationId, keyHash)),
        Device.Active { Claim: { } claim } active when claim.IsGood(codeHash, now) => Decision.Accept(new DeviceEnrolled(active.Id, active.OrganisationId, keyHash)),
        _ => Decision.Refuse(WrongClaim.Reason, WrongClaim.Detail),
    };

    /// <summary>By the device itself. One that shows its former key never saw the answer that made it so.</summary>
    internal static Decision Rotate(Device state, string shownKeyHash, string keyHash, Instant now, Duration overlap) => state switch
    {
        Device.Active active when active.KeyHash == shownKeyHash => Rotated(active, keyHash, now + overlap),
        Device.Active { Former: { } former } active when former.Hash == shownKeyHash && now < former.Until =>
            Decision.Accept(new DeviceKeyRotated(active.Id, keyHash, former.Hash, former.Until)),
        _ => Decision.Refuse(Refusals.InvalidCredentials, "The key that was shown is no longer the device's."),
    };

    /// <summary>By the operator.</summary>
    internal static Decision Rotate(Device state, string keyHash, Instant now, Duration overlap) => state switch
    {
        Device.Active active => Rotated(active, keyHash, now + overlap),
        Device.Revoked => Decision.Refuse(Refusals.Revoked, "The device is revoked."),
        _ => Decision.Refuse(Refusals.UnknownCredential, "There is no such device, or it has not come for its key yet."),
    };

    private static Decision Rotated(Device.Active active, string keyHash, Instant until)
        => Decision.Accept(new DeviceKeyRotated(active.Id, keyHash, active.KeyHash, until));
}
