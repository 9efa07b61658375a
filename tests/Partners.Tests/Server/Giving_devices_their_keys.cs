using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FluentAssertions;
using Grpc.Core;
using Logistics.Partners.V1;
using NodaTime;
using Xunit;

namespace Logistics.Partners.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class Giving_devices_their_keys(RunningPartners partners) : IClassFixture<RunningPartners>
{
    [Fact]
    public async Task A_claim_code_is_exchanged_once_for_a_key_that_works()
    {
        var code = await Issue("gw-claim");

        var key = await partners.Devices.ClaimDeviceAsync(new() { DeviceId = "gw-claim", ClaimCode = code.ClaimCode.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal) });

        var identity = await partners.Introspect(key.DeviceKey_);
        (identity.Id, identity.OrganisationId, identity.Kind).Should().Be(("gw-claim", "org-sauerland", IdentityKind.Device));
        await Wrong("gw-claim", code.ClaimCode);
        (await partners.Count($"select count(*) from mt_events where stream_id = 'device-gw-claim' and data::text like '%{code.ClaimCode[..4]}%'")).Should().Be(0, "the log has hashes only");
    }

    [Fact]
    public async Task A_wrong_an_expired_and_an_unexpected_one_get_the_same_answer()
    {
        var late = await Issue("gw-late");
        partners.Clock.Advance(Duration.FromHours(1));
        var expected = await Issue("gw-expected");

        var answers = new[]
        {
            await Wrong("gw-late", late.ClaimCode), await Wrong("gw-expected", late.ClaimCode), await Wrong("gw-nobody", expected.ClaimCode), await Wrong("gw-hagen", "nonsense"),
        };

        answers.Select(answer => answer.Status.Detail).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Guessing_is_turned_away_and_told_for_how_long()
    {
        var code = await Issue("gw-guessed");
        for (var i = 0; i < 5; i++) await Wrong("gw-guessed", "0000-0000-0000");

        var many = await Refused.With(StatusCode.ResourceExhausted, "too-many-attempts", () => Claim("gw-guessed", code.ClaimCode));
        many.Trailers.GetValue("retry-after").Should().Be("60");
        await Refused.With(StatusCode.ResourceExhausted, "too-many-attempts", async () =>
        {
            for (var i = 0; i < 6; i++)
            {
                try
                {
                    await Claim("gw-guessed-unknown", "0000-0000-0000");
                }
                catch (RpcException e) when (e.StatusCode == StatusCode.Unauthenticated)
                {
                    // As for one that is there.
                }
            }
        });

        partners.Clock.Advance(Duration.FromMinutes(1));
        await Claim("gw-guessed", code.ClaimCode);
    }

    [Fact]
    public async Task Both_keys_are_good_for_the_overlap_and_then_the_new_one_only()
    {
        var first = await Enrolled("gw-rotating");

        var second = await partners.Devices.RotateDeviceKeyAsync(new() { OverlapSeconds = 600 }, RunningPartners.Bearer(first));

        foreach (var key in new[] { first, second.DeviceKey_ })
        {
            (await partners.Introspect(key)).Id.Should().Be("gw-rotating");
            (await Broker("gw-rotating", key)).Should().Be("allow", "MQTT asks the same");
        }

        (await partners.Introspect(first)).ExpiresAt.Should().Be(second.FormerKeyUntil, "whoever keeps the answer forgets it then");
        partners.Clock.Advance(Duration.FromSeconds(600));
        await Refused.With(StatusCode.Unauthenticated, "unknown-token", () => partners.Introspect(first));
        (await Broker("gw-rotating", first)).Should().Be("deny");
        (await partners.Introspect(second.DeviceKey_)).Id.Should().Be("gw-rotating");
    }

    [Fact]
    public async Task An_operator_takes_a_key_away_at_once_and_gives_another()
    {
        var lost = await Enrolled("gw-lost-key");

        var key = await partners.Devices.RotateDeviceKeyAsync(new() { DeviceId = "gw-lost-key", OverlapSeconds = 0 }, await partners.AsAdmin());

        await Refused.With(StatusCode.Unauthenticated, "unknown-token", () => partners.Introspect(lost));
        (await partners.Introspect(key.DeviceKey_)).Id.Should().Be("gw-lost-key");
    }

    [Fact]
    public async Task A_device_that_works_comes_for_another_key_and_the_old_one_dies()
    {
        var old = await Enrolled("gw-swapped");
        var key = await Enrolled("gw-swapped");
        await Refused.With(StatusCode.Unauthenticated, "unknown-token", () => partners.Introspect(old));
        (await partners.Introspect(key)).Id.Should().Be("gw-swapped");
    }

    [Fact]
    public async Task A_restart_with_the_operators_list_does_not_bring_a_rotated_key_back()
    {
        await partners.Devices.RotateDeviceKeyAsync(new() { OverlapSeconds = 0 }, RunningPartners.Bearer(Known.BroughtKey));
        await partners.Restart(Known.Bootstrap);
        await Refused.With(StatusCode.Unauthenticated, "unknown-token", () => partners.Introspect(Known.BroughtKey));
    }

    [Fact]
    public async Task The_same_over_HTTP()
    {
        var code = await Issue("gw-http");
        var (claimed, key) = await Post("/v1/devices/claim", new { deviceId = "gw-http", claimCode = code.ClaimCode });
        var (again, refused) = await Post("/v1/devices/claim", new { deviceId = "gw-http", claimCode = code.ClaimCode });
        var (rotated, fresh) = await Post("/v1/devices/me/key", new { overlapSeconds = 0 }, key.GetProperty("deviceKey").GetString());

        (claimed, again, refused.GetProperty("reason").GetString(), rotated).Should().Be((200, 401, "invalid-claim", 200));
        (await partners.Introspect(fresh.GetProperty("deviceKey").GetString()!)).Id.Should().Be("gw-http");
        (await Post("/v1/devices/me/key", new { }, key.GetProperty("deviceKey").GetString())).Status.Should().Be(401);
        (await Post("/v1/devices/me/key", new { overlapSeconds = -1 }, fresh.GetProperty("deviceKey").GetString())).Status.Should().Be(400);
        (await Post("/v1/devices/claim", new { deviceId = "gw http", claimCode = "x" })).Status.Should().Be(400);
    }

    [Fact]
    public async Task Nobody_but_the_operators_administrator_expects_devices_or_rotates_anothers_key()
    {
        var request = new IssueClaimCodeRequest { DeviceId = "gw-mine", OrganisationId = "org-sauerland" };
        var device = RunningPartners.Bearer(await Enrolled("gw-other"));
        foreach (var headers in new[] { await partners.AsCarrier(), await partners.AsService(), device })
            await Refused.With(StatusCode.PermissionDenied, "permission-denied", async () => await partners.Devices.IssueClaimCodeAsync(request, headers));
        await Refused.With(StatusCode.PermissionDenied, "permission-denied", async () => await partners.Devices.RotateDeviceKeyAsync(new() { DeviceId = "gw-other" }, await partners.AsCarrier()));
        await Refused.With(StatusCode.PermissionDenied, "not-permitted", async () => await partners.Devices.RotateDeviceKeyAsync(new() { DeviceId = "gw-hagen" }, device));
    }

    private async Task<IssueClaimCodeResponse> Issue(string device)
        => await partners.Devices.IssueClaimCodeAsync(new() { DeviceId = device, OrganisationId = "org-sauerland" }, await partners.AsAdmin());

    private async Task<string> Enrolled(string device)
        => (await partners.Devices.ClaimDeviceAsync(new() { DeviceId = device, ClaimCode = (await Issue(device)).ClaimCode })).DeviceKey_;

    private async Task Claim(string device, string code) => await partners.Devices.ClaimDeviceAsync(new() { DeviceId = device, ClaimCode = code });

    private Task<RpcException> Wrong(string device, string code) => Refused.With(StatusCode.Unauthenticated, "invalid-claim", () => Claim(device, code));

    private async Task<string> Broker(string device, string key)
    {
        using var client = new HttpClient { BaseAddress = partners.Http };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["username"] = device, ["password"] = key, ["client_id"] = device });
        using var response = await client.PostAsync("/broker/user", form);
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<(int Status, JsonElement Body)> Post(string path, object body, string? key = null)
    {
        using var client = new HttpClient { BaseAddress = partners.Http };
        if (key is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await client.PostAsJsonAsync(path, body);
        return ((int)response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }
}
