using Grpc.Core;
using Logistics.Hosting.Grpc;
using Logistics.Partners.Clients;
using Logistics.Partners.People;
using Logistics.Partners.V1;
using Microsoft.AspNetCore.Authorization;

namespace Logistics.Partners.Tokens;

[AllowAnonymous]
internal sealed class TokensGrpc(ClientSignIn clients, PeopleSignIn people, AccessTokens tokens) : TokenService.TokenServiceBase
{
    public override async Task<IssueTokenResponse> IssueToken(IssueTokenRequest request, ServerCallContext context)
    {
        var id = Check.Id(request.ClientId, "client_id");
        var secret = Mapping.Secret(request.ClientSecret, "client_secret", Secret.MostLength);
        var signed = Mapping.Signed(await clients.SignIn(id, secret, context.CancellationToken));
        return Mapping.IssueToken(signed);
    }

    public override async Task<SignInResponse> SignIn(SignInRequest request, ServerCallContext context)
    {
        var email = Check.Text(request.Email, "email", Mapping.LongestEmail);
        var password = Mapping.Secret(request.Password, "password", PasswordRules.MostLength);
        return Mapping.SignIn(Mapping.Signed(await people.SignIn(email, password, context.CancellationToken)));
    }

    public override async Task<SignInResponse> ChangePassword(ChangePasswordRequest request, ServerCallContext context)
    {
        var email = Check.Text(request.Email, "email", Mapping.LongestEmail);
        var current = Mapping.Secret(request.CurrentPassword, "current_password", PasswordRules.MostLength);
        var fresh = Mapping.Secret(request.NewPassword, "new_password", PasswordRules.MostLength);
        return Mapping.SignIn(Mapping.Signed(await people.ChangePassword(email, current, fresh, context.CancellationToken)));
    }

    public override async Task<RevokeTokenResponse> RevokeToken(RevokeTokenRequest request, ServerCallContext context)
    {
        await tokens.End(Mapping.Secret(request.AccessToken, "access_token", Secret.MostLength), context.CancellationToken);
        return new RevokeTokenResponse();
    }
}
