using Grpc.Core;

namespace Logistics.Console.Edge;

/// <summary>
/// An answer put together from several services: a part whose service does not answer is left out and named, so that one
/// service's outage does not take the screen away.
/// </summary>
internal sealed class Parts(ILogger logger)
{
    private readonly List<string> missing = [];

    internal IReadOnlyList<string> Missing => missing;

    internal async Task<T> Get<T>(string part, Task<T> asked, T otherwise)
    {
        try
        {
            return await asked;
        }
        // Signed out is everyone's answer; the rest is this part's own trouble.
        catch (RpcException e) when (e.StatusCode is not StatusCode.Unauthenticated)
        {
            logger.NotAnswered(part, e.StatusCode.ToString(), e.Status.Detail);
            if (!missing.Contains(part)) missing.Add(part);
            return otherwise;
        }
    }
}
