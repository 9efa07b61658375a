using Logistics.EventStore;
using NodaTime;

namespace Logistics.Partners.Devices;

internal sealed record DeviceRegistered(string DeviceId, string OrganisationId, string KeyHash);

internal sealed record DeviceKeyReplaced(string DeviceId, string KeyHash);

/// <summary>An operator expects the device to come for its key. A later code takes the place of an earlier one.</summary>
internal sealed record ClaimCodeIssued(string DeviceId, string OrganisationId, string CodeHash, Instant ExpiresAt);

/// <summary>The device came with its claim code, which is used up, and got its key.</summary>
internal sealed record DeviceEnrolled(string DeviceId, string OrganisationId, string KeyHash);

/// <param name="FormerKeyUntil">Both keys are good until then.</param>
internal sealed record DeviceKeyRotated(string DeviceId, string KeyHash, string FormerKeyHash, Instant FormerKeyUntil);

internal sealed record DeviceRevoked(string DeviceId);

/// <summary>
/// A gateway or handheld of an organisation. It gets its key from an operator, or comes for it with a claim code and is expected
/// until then. It shows the key with every call, because many cannot do more; the key is good until it is rotated (and for an
/// overlap after that), replaced, or the device is revoked, which is final. The log holds keys and codes only as hashes.
/// </summary>
internal abstract record Device
{
    private Device()
    {
    }

    internal sealed record Unknown : Device;

    internal sealed record Expected(string Id, string OrganisationId, ClaimCode Claim) : Device;

    /// <param name="ListedKeyHash">The key of the operator's list or register; null where the device came for its first one.</param>
    internal sealed record Active(string Id, string OrganisationId, string KeyHash, string? ListedKeyHash) : Device
    {
        internal FormerKey? Former { get; init; }

        /// <summary>It may come for another key: its hardware was changed, or it lost the one it has.</summary>
        internal ClaimCode? Claim { get; init; }
    }

    internal sealed record Revoked(string Id) : Device;

    internal static readonly StreamType<Device> Stream = new("device", new Unknown(), Evolve);

    internal static Device Evolve(Device state, object e) => (state, e) switch
    {
        (_, DeviceRegistered registered) => new Active(registered.DeviceId, registered.OrganisationId, registered.KeyHash, registered.KeyHash),
        (Active active, DeviceKeyReplaced replaced) => new Active(active.Id, active.OrganisationId, replaced.KeyHash, replaced.KeyHash),
        (Active active, ClaimCodeIssued issued) => active with { Claim = new(issued.CodeHash, issued.ExpiresAt) },
        (_, ClaimCodeIssued issued) => new Expected(issued.DeviceId, issued.OrganisationId, new(issued.CodeHash, issued.ExpiresAt)),
        (_, DeviceEnrolled enrolled) => new Active(enrolled.DeviceId, enrolled.OrganisationId, enrolled.KeyHash, (state as Active)?.ListedKeyHash),
        (Active active, DeviceKeyRotated rotated) => active with { KeyHash = rotated.KeyHash, Former = new(rotated.FormerKeyHash, rotated.FormerKeyUntil) },
        (_, DeviceRevoked revoked) => new Revoked(revoked.DeviceId),
        _ => throw new InvalidOperationException($"A device that is {state.GetType().Name} knows no {e.GetType().Name}."),
    };
}

internal sealed record ClaimCode(string Hash, Instant ExpiresAt)
{
    internal bool IsGood(string hash, Instant now) => hash == Hash && now < ExpiresAt;
}

internal sealed record FormerKey(string Hash, Instant Until);
