using FluentAssertions;
using Grpc.Core;

namespace Logistics.Tags.Tests.Server;

internal static class Refused
{
    /// <summary>The call is refused with this status and reason.</summary>
    internal static async Task<RpcException> With(StatusCode status, string reason, Func<Task> call)
    {
        var refused = (await call.Should().ThrowAsync<RpcException>()).Which;
        (refused.StatusCode, refused.Trailers.GetValue("reason")).Should().Be((status, reason), refused.Status.Detail);
        return refused;
    }
}
