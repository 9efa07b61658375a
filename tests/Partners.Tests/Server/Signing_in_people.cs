using System.Diagnostics;
using FluentAssertions;
using Grpc.Core;
using Logistics.Partners.V1;
using Xunit;

namespace Logistics.Partners.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class Signing_in_people : IAsyncLifetime
{
    private const string OwnPassword = "seven tall pallets in Hagen";
    private readonly RunningPartners partners = new();

    public Task InitializeAsync() => partners.InitializeAsync();

    public Task DisposeAsync() => partners.DisposeAsync();

    [Fact]
    public async Task The_one_time_password_is_good_for_choosing_another_only()
    {
        var first = await SignIn(Known.OneTimePassword);
        first.MustChangePassword.Should().BeTrue();
        await Refused.With(StatusCode.Unauthenticated, "unknown-token", () => partners.Introspect(first.AccessToken));

        var changed = await Change(Known.OneTimePassword, OwnPassword);
        changed.MustChangePassword.Should().BeFalse();
        changed.Identity.DisplayName.Should().Be("Ada Dispatcher");

        var identity = await partners.Introspect(changed.AccessToken);
        identity.Kind.Should().Be(IdentityKind.Person);
        identity.OrganisationId.Should().Be("org-hub");
        identity.Roles.Should().Equal("admin", "dispatcher");
        identity.DisplayName.Should().Be("Ada Dispatcher");
        await Refused.With(StatusCode.Unauthenticated, "unknown-token", () => partners.Introspect(first.AccessToken));
        await Refused.With(StatusCode.Unauthenticated, "invalid-credentials", () => SignIn(Known.OneTimePassword));
    }

    [Fact]
    public async Task A_changed_password_ends_the_old_sessions()
    {
        var before = await Change(Known.OneTimePassword, OwnPassword);

        var after = await Change(OwnPassword, "another tall pallet in Hamm");

        await Refused.With(StatusCode.Unauthenticated, "unknown-token", () => partners.Introspect(before.AccessToken));
        (await partners.Introspect(after.AccessToken)).Id.Should().Be(before.Identity.Id);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("I am the dispatcher")]
    [InlineData(Known.OneTimePassword)]
    public async Task A_weak_password_is_refused_and_changes_nothing(string weak)
    {
        await Refused.With(StatusCode.InvalidArgument, "weak-password", () => Change(Known.OneTimePassword, weak));

        (await SignIn(Known.OneTimePassword)).MustChangePassword.Should().BeTrue();
    }

    [Fact]
    public async Task An_unknown_address_is_answered_like_a_wrong_password()
    {
        var (wrong, wrongTook) = await Failing(Known.DispatcherEmail);
        var (unknown, unknownTook) = await Failing("nobody@hub.example");

        unknown.Status.Detail.Should().Be(wrong.Status.Detail);
        wrongTook.Should().BeGreaterThan(TimeSpan.FromMilliseconds(490));
        unknownTook.Should().BeGreaterThan(TimeSpan.FromMilliseconds(490));
    }

    [Theory]
    [InlineData(Known.DispatcherEmail)]
    [InlineData("nobody@hub.example")]
    public async Task Guessing_is_turned_away_whoever_it_is_about(string email)
    {
        for (var i = 0; i < 5; i++) await Failing(email);

        await Refused.With(StatusCode.ResourceExhausted, "too-many-attempts", () => SignIn(Known.OneTimePassword, email));
    }

    [Fact]
    public async Task A_restart_forgives_nothing()
    {
        for (var i = 0; i < 5; i++) await Failing(Known.DispatcherEmail);

        await partners.Restart(Known.Bootstrap);

        await Refused.With(StatusCode.ResourceExhausted, "too-many-attempts", () => SignIn(Known.OneTimePassword));
    }

    private async Task<(RpcException Refusal, TimeSpan Took)> Failing(string email)
    {
        var began = Stopwatch.GetTimestamp();
        var refusal = await Refused.With(StatusCode.Unauthenticated, "invalid-credentials", () => SignIn("not the password", email));
        return (refusal, Stopwatch.GetElapsedTime(began));
    }

    private async Task<SignInResponse> SignIn(string password, string email = Known.DispatcherEmail)
        => await partners.Tokens.SignInAsync(new SignInRequest { Email = email, Password = password });

    private async Task<SignInResponse> Change(string current, string fresh)
        => await partners.Tokens.ChangePasswordAsync(
            new ChangePasswordRequest { Email = Known.DispatcherEmail, CurrentPassword = current, NewPassword = fresh });
}
