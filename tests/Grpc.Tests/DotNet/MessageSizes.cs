using FluentAssertions;
using Google.Protobuf;
using Grpc.Core;
using Logistics.Conformance.V1;
using Logistics.GrpcTests.Server;

namespace Logistics.GrpcTests.DotNet;

/// <summary>Both sides take 4 MiB unless told otherwise.</summary>
public sealed class MessageSizes(ConformanceServer server) : DotNetClient(server)
{
    [Fact]
    public async Task A_request_over_the_limit_is_refused()
    {
        var call = async () => await Client.EchoAsync(new Item { Padding = ByteString.CopyFrom(new byte[5 << 20]) });
        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task A_response_over_the_limit_is_refused()
    {
        var call = async () => await Client.EchoAsync(new Item { ResponseSize = 5 << 20 });
        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task A_large_message_below_the_limit_passes()
    {
        var item = new Item { Padding = ByteString.CopyFrom(new byte[4_000_000]) };
        (await Client.EchoAsync(item)).Should().Be(item);
    }
}
