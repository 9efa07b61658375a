using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Logistics.Contracts.Partners;
using Logistics.Partners.V1;
using Logistics.TestBus;
using Npgsql;
using Xunit;
using Duration = NodaTime.Duration;

namespace Logistics.Partners.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class Giving_grants(RunningPartners partners) : IClassFixture<RunningPartners>
{
    [Fact]
    public async Task Both_sides_list_it_and_nobody_else()
    {
        var (grant, insurer) = (await Given("listed"), await As("org-insurer-a", "insurer-a"));
        grant.State.Should().Be(GrantState.Active);
        (await List(await partners.AsCarrier(), GrantSide.Given)).Should().Contain(grant);
        (await List(await partners.AsCarrier(), GrantSide.Received)).Should().NotContain(g => g.Id == grant.Id);
        (await List(insurer, GrantSide.Received)).Should().Contain(grant);
        (await List(await As("org-stranger", "stranger"), GrantSide.Unspecified)).Should().BeEmpty();
        (await RowsSeenBy("org-stranger")).Should().Be(0, "the database itself says so");
        (await RowsSeenBy("org-sauerland")).Should().BePositive();
    }

    [Fact]
    public async Task The_same_key_again_answers_the_same_and_another_content_is_refused()
    {
        var first = await Given("twice");
        (await Given("twice")).Should().Be(first);
        var request = Request("twice");
        request.Purpose = "Something else";
        await Refused.With(StatusCode.AlreadyExists, "idempotency-key-reused", async () => await partners.Grants.GiveGrantAsync(request, await partners.AsCarrier()));
    }

    [Fact]
    public async Task It_is_told_on_the_bus_as_is_its_end()
    {
        await using var bus = await TheBus.Connect(partners.Broker, ear => ear.For<GrantChanged>());
        var grant = await Given("told");
        var given = await bus.Hears<GrantChanged>(g => g.GrantId == grant.Id);
        (given.From, given.To, given.RevokedAt).Should().Be(("org-sauerland", "org-insurer-a", null));
        (given.Kinds, given.ShipmentIds).Should().BeEquivalentTo((new[] { "whereabouts", "goods" }, new[] { "shp-1", "shp-2" }));

        var insurer = await As("org-insurer-a", "insurer-a");
        foreach (var _ in new[] { 1, 2 })
            (await partners.Grants.RevokeGrantAsync(new() { GrantId = grant.Id }, insurer)).State.Should().Be(GrantState.Revoked);
        var revoked = await bus.Hears<GrantChanged>(g => g.GrantId == grant.Id && g.RevokedAt is not null);
        revoked.Origin.Version.Should().Be(given.Origin.Version + 1);
        (await List(insurer, GrantSide.Received, activeOnly: true)).Should().NotContain(g => g.Id == grant.Id);
    }

    [Fact]
    public async Task Nobody_ends_what_is_others_but_the_hub()
    {
        var grant = await Given("others");
        var stranger = await As("org-stranger", "stranger");
        await Refused.With(StatusCode.NotFound, "grant-not-found", async () => await partners.Grants.RevokeGrantAsync(new() { GrantId = grant.Id }, stranger));
        await Refused.With(StatusCode.NotFound, "grant-not-found", async () => await partners.Grants.RevokeGrantAsync(new() { GrantId = "gr-none" }, stranger));
        (await partners.Grants.RevokeGrantAsync(new() { GrantId = grant.Id }, await partners.AsAdmin())).State.Should().Be(GrantState.Revoked);
    }

    [Fact]
    public async Task Services_devices_and_who_does_not_sign_in_have_none_to_give()
    {
        foreach (var headers in new[] { await partners.AsService(), RunningPartners.Bearer(Known.GatewayKey) })
            await Refused.With(StatusCode.PermissionDenied, "permission-denied", async () => await partners.Grants.GiveGrantAsync(Request("denied"), headers));
        await Refused.With(StatusCode.Unauthenticated, "unauthenticated", async () => await partners.Grants.ListGrantsAsync(new()));
    }

    [Fact]
    public async Task Mistakes_are_named()
    {
        var carrier = await partners.AsCarrier();
        await Insurer();
        foreach (var wrong in new Action<GiveGrantRequest>[]
        {
            r => r.Kinds.Clear(), r => r.Kinds.Add((InformationKind)99), r => r.ShipmentIds.Clear(), r => r.Purpose = "", r => r.Until = null,
            r => r.ShipmentIds.Add(Enumerable.Range(0, 200).Select(n => $"shp-{n}")), r => r.IdempotencyKey = "",
        })
            await Refused.With(StatusCode.InvalidArgument, "invalid-argument", () => Give(wrong));
        await Refused.With(StatusCode.InvalidArgument, "grant-to-oneself", () => Give(r => r.ToOrganisationId = "org-sauerland"));
        await Refused.With(StatusCode.NotFound, "unknown-organisation", () => Give(r => r.ToOrganisationId = "org-none"));
        await Refused.With(StatusCode.InvalidArgument, "grant-expiry-out-of-range", () => Give(r => r.Until = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch)));
        await Refused.With(StatusCode.InvalidArgument, "invalid-argument", async () => await partners.Grants.ListGrantsAsync(new() { PageToken = "x" }, carrier));

        async Task Give(Action<GiveGrantRequest> wrong)
        {
            var request = Request("mistake");
            wrong(request);
            await partners.Grants.GiveGrantAsync(request, carrier);
        }
    }

    private async Task<V1.Grant> Given(string key)
    {
        await Insurer();
        return await partners.Grants.GiveGrantAsync(Request(key), await partners.AsCarrier());
    }

    private async Task Insurer() => await partners.Organisations.RegisterOrganisationAsync(
        new() { Organisation = new() { Id = "org-insurer-a", Name = "Versicherung", Roles = { "shipper" } } }, await partners.AsAdmin());

    private GiveGrantRequest Request(string key) => new()
    {
        IdempotencyKey = key,
        ToOrganisationId = "org-insurer-a",
        Purpose = "Claim 4711",
        Kinds = { InformationKind.Goods, InformationKind.Whereabouts },
        ShipmentIds = { "shp-1", "shp-2" },
        Until = Timestamp.FromDateTimeOffset((partners.Clock.GetCurrentInstant() + Duration.FromDays(30)).ToDateTimeOffset()),
    };

    /// <summary>A machine of an organisation that is registered for it.</summary>
    private async Task<Metadata> As(string organisation, string client)
    {
        var admin = await partners.AsAdmin();
        await partners.Organisations.RegisterOrganisationAsync(
            new() { Organisation = new() { Id = organisation, Name = organisation == "org-insurer-a" ? "Versicherung" : "Other", Roles = { "shipper" } } }, admin);
        var id = $"{client}-{Guid.NewGuid():N}";
        var registered = await partners.Organisations.RegisterClientAsync(
            new() { ClientId = id, OrganisationId = organisation, Roles = { "shipper" } }, admin);
        return await partners.As(id, registered.ClientSecret);
    }

    private async Task<IReadOnlyList<V1.Grant>> List(Metadata headers, GrantSide side, bool activeOnly = false)
        => (await partners.Grants.ListGrantsAsync(new() { Side = side, ActiveOnly = activeOnly, PageSize = 500 }, headers)).Grants;

    private async Task<long> RowsSeenBy(string organisation)
    {
        await using var connection = new NpgsqlConnection(partners.Database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var become = new NpgsqlCommand(
            $"set local role \"{connection.Database}_query\"; select set_config('hub.organisation', '{organisation}', true)", connection);
        await become.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand("select count(*) from grant_list", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
