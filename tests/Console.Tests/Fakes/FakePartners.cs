using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Logistics.Partners.V1;

namespace Logistics.Console.Tests.Fakes;

/// <summary>Partners as its contract says: one person, one service client, tokens that can be ended.</summary>
internal sealed class Directory
{
    internal const string Email = "anna.weber@hub.example";
    internal const string OneTimePassword = "one-time-password";
    private int issued;

    internal string Password { get; set; } = OneTimePassword;

    internal bool MustChange { get; set; } = true;

    internal List<string> Roles { get; } = ["dispatcher"];

    internal ConcurrentDictionary<string, Identity> Tokens { get; } = new();

    internal int Failures { get; set; }

    internal string Issue(Identity identity)
    {
        var token = $"token-{Interlocked.Increment(ref issued)}";
        Tokens[token] = identity;
        return token;
    }

    internal SignInResponse SignIn()
    {
        var person = new Identity
        {
            Kind = IdentityKind.Person,
            Id = "person-1",
            OrganisationId = "hub",
            DisplayName = "Anna Weber",
            Roles = { Roles },
            ExpiresAt = Later,
        };
        // As Partners does: introspection knows no token of a one-time password.
        var token = MustChange ? $"one-time-{Interlocked.Increment(ref issued)}" : Issue(person);
        return new SignInResponse { AccessToken = token, ExpiresAt = Later, Identity = person, MustChangePassword = MustChange };
    }

    internal static Timestamp Later => Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddHours(1));
}

internal sealed class FakeTokens(Directory directory) : TokenService.TokenServiceBase
{
    public override Task<IssueTokenResponse> IssueToken(IssueTokenRequest request, ServerCallContext context)
    {
        var service = new Identity { Kind = IdentityKind.Service, Id = request.ClientId, OrganisationId = "hub", Roles = { "service" }, ExpiresAt = Directory.Later };
        return Task.FromResult(new IssueTokenResponse { AccessToken = directory.Issue(service), ExpiresAt = Directory.Later, OrganisationId = "hub" });
    }

    public override Task<SignInResponse> SignIn(SignInRequest request, ServerCallContext context)
    {
        if (directory.Failures >= 3) throw Fake.Error(StatusCode.ResourceExhausted, "too-many-attempts");
        if (request.Email == Directory.Email && request.Password == directory.Password) return Task.FromResult(directory.SignIn());
        directory.Failures++;
        throw Fake.Error(StatusCode.Unauthenticated, "invalid-credentials");
    }

    public override Task<SignInResponse> ChangePassword(ChangePasswordRequest request, ServerCallContext context)
    {
        if (request.CurrentPassword != directory.Password) throw Fake.Error(StatusCode.Unauthenticated, "invalid-credentials");
        if (request.NewPassword.Length < 12) throw Fake.Error(StatusCode.InvalidArgument, "weak-password");
        directory.Password = request.NewPassword;
        directory.MustChange = false;
        return Task.FromResult(directory.SignIn());
    }

    public override Task<RevokeTokenResponse> RevokeToken(RevokeTokenRequest request, ServerCallContext context)
    {
        directory.Tokens.TryRemove(request.AccessToken, out _);
        return Task.FromResult(new RevokeTokenResponse());
    }
}

internal sealed class FakeIntrospection(Directory directory) : IntrospectionService.IntrospectionServiceBase
{
    public override Task<Identity> Introspect(IntrospectRequest request, ServerCallContext context) =>
        directory.Tokens.TryGetValue(request.Token, out var identity) ? Task.FromResult(identity) : throw Fake.Error(StatusCode.Unauthenticated, "unknown-token");
}

internal sealed class FakeOrganisations : OrganisationService.OrganisationServiceBase
{
    public override Task<ListOrganisationsResponse> ListOrganisations(ListOrganisationsRequest request, ServerCallContext context) => Task.FromResult(
        new ListOrganisationsResponse
        {
            Organisations =
            {
                new Organisation { Id = "hub", Name = "Digital Hub Dortmund", Roles = { "hub" } },
                new Organisation { Id = "carrier-west", Name = "Westfalen Spedition", Roles = { "carrier" } },
            },
        });
}
