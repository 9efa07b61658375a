using System.Net.Http.Headers;
using Grpc.Core;

namespace Logistics.Hosting.Identity;

/// <summary>Puts this service's own token on every call to another service.</summary>
internal sealed class ServiceTokenHandler(ServiceToken token) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Token(cancellationToken));
        var answer = await base.SendAsync(request, cancellationToken);
        // It was refused as such (Partners may have lost it): the caller's retry comes with a new one. What Introspect says of
        // another's token has another reason.
        if (Says(answer, "grpc-status", "16") && Says(answer, "reason", "unauthenticated")) token.Forget();
        return answer;
    }

    /// <summary>The gRPC client takes this exception for UNAVAILABLE, which is what a caller without a token is told.</summary>
    private async Task<string> Token(CancellationToken ct)
    {
        try
        {
            return await token.Get(ct);
        }
        catch (RpcException e)
        {
            throw new HttpRequestException($"Partners gave no token: {e.Status.Detail}", e);
        }
    }

    private static bool Says(HttpResponseMessage answer, string header, string value) =>
        answer.Headers.TryGetValues(header, out var values) && values.FirstOrDefault() == value;
}
