using Logistics.EventStore;
using Logistics.Partners.Organisations;

namespace Logistics.Partners.Devices;

internal sealed record RegisterDevice(string Id, string OrganisationId, string KeyHash);

internal static class DeviceDecider
{
    /// <summary>A key is shown once: a device that exists is refused.</summary>
    internal static Decision Register(Device state, Organisation owner, RegisterDevice command) => state switch
    {
        Device.Unknown => Registered(owner, command),
        _ => Decision.Refuse(Refusals.AlreadyExists, $"Device {command.Id} is registered already."),
    };

    /// <summary>
    /// The operator's own list: another key than the list had before replaces the known one; one that the device has since rotated
    /// stays dead. A revoked device stays revoked.
    /// </summary>
    internal static Decision Align(Device state, Organisation owner, RegisterDevice command) => state switch
    {
        Device.Unknown => Registered(owner, command),
        Device.Revoked => Decision.Refuse(Refusals.Revoked, $"Device {command.Id} is revoked."),
        Device.Expected expected when expected.OrganisationId != command.OrganisationId => Elsewhere(command.Id, expected.OrganisationId),
        Device.Active active when active.OrganisationId != command.OrganisationId => Elsewhere(command.Id, active.OrganisationId),
        Device.Expected => Registered(owner, command),
        Device.Active active when active.KeyHash == command.KeyHash || active.ListedKeyHash == command.KeyHash => Decision.Nothing,
        _ => Decision.Accept(new DeviceKeyReplaced(command.Id, command.KeyHash)),
    };

    internal static Decision Revoke(Device state) => state switch
    {
        Device.Active active => Decision.Accept(new DeviceRevoked(active.Id)),
        Device.Expected expected => Decision.Accept(new DeviceRevoked(expected.Id)),
        Device.Revoked => Decision.Nothing,
        _ => Decision.Refuse(Refusals.UnknownCredential, "There is no such device."),
    };

    internal static Decision Elsewhere(string id, string organisation)
        => Decision.Refuse(Refusals.AlreadyExists, $"Device {id} belongs to organisation {organisation}.");

    private static Decision Registered(Organisation owner, RegisterDevice command) => owner switch
    {
        Organisation.Registered { IsSandbox: true } => Decision.Refuse(Refusals.RoleReserved, "A sandbox has no devices: what they read would be everybody's."),
        Organisation.Registered => Decision.Accept(new DeviceRegistered(command.Id, command.OrganisationId, command.KeyHash)),
        _ => Decision.Refuse(Refusals.UnknownOrganisation, $"There is no organisation {command.OrganisationId}."),
    };
}
