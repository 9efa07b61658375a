using Logistics.EventStore;

namespace Logistics.Partners.Devices;

internal sealed record DeviceRegistered(string DeviceId, string OrganisationId, string KeyHash);

internal sealed record DeviceKeyReplaced(string DeviceId, string KeyHash);

internal sealed record DeviceRevoked(string DeviceId);

/// <summary>
/// A gateway or handheld of an organisation. It shows its key with every call, because many cannot do more; the key is good until
/// it is replaced or the device is revoked, which is final. The log holds the key only as a hash.
/// </summary>
internal abstract record Device
{
    private Device()
    {
    }

    internal sealed record Unknown : Device;

    internal sealed record Active(string Id, string OrganisationId, string KeyHash) : Device;

    internal sealed record Revoked(string Id) : Device;

    internal static readonly StreamType<Device> Stream = new("device", new Unknown(), Evolve);

    internal static Device Evolve(Device state, object e) => (state, e) switch
    {
        (_, DeviceRegistered registered) => new Active(registered.DeviceId, registered.OrganisationId, registered.KeyHash),
        (Active active, DeviceKeyReplaced replaced) => active with { KeyHash = replaced.KeyHash },
        (_, DeviceRevoked revoked) => new Revoked(revoked.DeviceId),
        _ => throw new InvalidOperationException($"A device that is {state.GetType().Name} knows no {e.GetType().Name}."),
    };
}
