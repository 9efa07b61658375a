using Grpc.Core;
using Logistics.Partners.V1;

namespace Logistics.Console.Names;

/// <summary>Asks Partners whether a dispatcher's token is still good; the console's own token is the proof that it may ask.</summary>
internal sealed class TokenCheck(IntrospectionService.IntrospectionServiceClient partners, OwnToken own)
{
    /// <summary>Where Partners cannot be asked the answer is yes: each service fails closed by itself, and a page need not go blank.</summary>
    internal async Task<bool> IsGood(string token, CancellationToken ct)
    {
        try
        {
            await partners.IntrospectAsync(new IntrospectRequest { Token = token }, await own.Call(ct));
            return true;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unauthenticated or StatusCode.NotFound)
        {
            if (e.Trailers.GetValue("reason") == "unknown-token" || e.StatusCode is StatusCode.NotFound) return false;
            own.Forget();
            return true;
        }
        catch (RpcException)
        {
            return true;
        }
    }
}
