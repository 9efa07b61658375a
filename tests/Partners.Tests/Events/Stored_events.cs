using FluentAssertions;
using Logistics.EventStore;
using Logistics.Partners.Clients;
using Logistics.Partners.Contacts;
using Logistics.Partners.Devices;
using Logistics.Partners.Grants;
using Logistics.Partners.Organisations;
using Logistics.Specs;
using NodaTime;
using Xunit;

namespace Logistics.Partners.Tests.Events;

/// <summary>What is in the log stays readable: each stored name against the text that was approved for it.</summary>
public sealed class Stored_events
{
    private const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static readonly Dictionary<string, object> Samples = new()
    {
        ["organisation-registered.v1"] = new OrganisationRegistered("org-sauerland", "Spedition Sauerland", ["carrier", "shipper"]),
        ["organisation-changed.v1"] = new OrganisationChanged("org-sauerland", "Sauerland Logistik", ["carrier"]),
        ["organisation-deactivated.v1"] = new OrganisationDeactivated("org-sauerland", "Insolvent.", Instant.FromUtc(2026, 11, 20, 13, 0)),
        ["organisation-reactivated.v1"] = new OrganisationReactivated("org-sauerland", Instant.FromUtc(2026, 11, 20, 13, 0)),
        ["contact-named.v1"] = new ContactNamed("org-sauerland", "dispatch", new("psn-2", "bm90IHJlYWxseQ"), "psn-1"),
        ["contact-removed.v1"] = new ContactRemoved("org-sauerland", "dispatch", "psn-2"),
        ["client-registered.v1"] = new ClientRegistered("sauerland", "org-sauerland", ["carrier"], Hash),
        ["client-roles-changed.v1"] = new ClientRolesChanged("sauerland", ["carrier", "shipper"]),
        ["client-secret-replaced.v1"] = new ClientSecretReplaced("sauerland", Hash),
        ["client-revoked.v1"] = new ClientRevoked("sauerland"),
        ["device-registered.v1"] = new DeviceRegistered("gw-hagen", "org-sauerland", Hash),
        ["device-key-replaced.v1"] = new DeviceKeyReplaced("gw-hagen", Hash),
        ["claim-code-issued.v1"] = new ClaimCodeIssued("gw-hagen", "org-sauerland", Hash, Instant.FromUtc(2026, 11, 20, 13, 0)),
        ["device-enrolled.v1"] = new DeviceEnrolled("gw-hagen", "org-sauerland", Hash),
        ["device-key-rotated.v1"] = new DeviceKeyRotated("gw-hagen", Hash, Hash, Instant.FromUtc(2026, 11, 20, 13, 0)),
        ["grant-given.v1"] = Grants.Giving_a_grant.Given,
        ["grant-revoked.v1"] = new GrantRevoked("gr-1", "org-shipper", Instant.FromUtc(2026, 11, 21, 8, 0)),
        ["device-revoked.v1"] = new DeviceRevoked("gw-hagen"),
    };

    public static TheoryData<string> Names => [.. Samples.Keys];

    [Fact]
    public void All_that_are_registered_are_approved() => ApprovedJson.CheckAll(PartnersModule.Log);

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_stored_as_approved(string name) => ApprovedJson.Check(name, Samples[name]);

    [Fact]
    public void Every_event_of_this_service_has_a_sample()
    {
        Type[] states = [typeof(Organisation), typeof(Client), typeof(Device), typeof(Grant), typeof(KnownContact)];
        var events = states.SelectMany(state => state.Assembly.GetTypes().Where(type => IsEvent(type, state))).Distinct();

        Samples.Values.Select(sample => sample.GetType()).Should().BeEquivalentTo(events);
    }

    // Events stand beside their state and are named in the past tense: Registered, Changed, Given, Revoked.
    private static bool IsEvent(Type type, Type state)
        => type is { IsNested: false, IsAbstract: false } && type.Namespace == state.Namespace && (type.Name.EndsWith("ed", StringComparison.Ordinal) || type.Name.EndsWith("Given", StringComparison.Ordinal))
            && type.GetMethod("<Clone>$") is not null && !typeof(Decision).IsAssignableFrom(type);
}
