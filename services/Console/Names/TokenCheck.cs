using Grpc.Core;
using Logistics.Hosting.Identity;

namespace Logistics.Console.Names;

/// <summary>Is a dispatcher's token still good?</summary>
internal sealed class TokenCheck(IntrospectToken introspect)
{
    /// <summary>Where Partners cannot be asked the answer is yes: each service fails closed by itself, and a page need not go blank.</summary>
    internal async Task<bool> IsGood(string token, CancellationToken ct)
    {
        try
        {
            return await introspect(token, ct) is not null;
        }
        catch (RpcException)
        {
            return true;
        }
    }
}
