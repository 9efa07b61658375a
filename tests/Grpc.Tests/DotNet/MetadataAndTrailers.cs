using FluentAssertions;
using Grpc.Core;
using Logistics.Conformance.V1;
using Logistics.GrpcTests.Server;

namespace Logistics.GrpcTests.DotNet;

public sealed class MetadataAndTrailers(ConformanceServer server) : DotNetClient(server)
{
    private static readonly byte[] EveryByte = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    [Fact]
    public async Task Text_and_bytes_come_back_as_headers_and_trailers()
    {
        var sent = new Metadata { { "Echo", "one; two" }, { "echo-bin", EveryByte } };
        using var call = Client.MirrorAsync(new Item(), sent);
        var headers = await call.ResponseHeadersAsync;
        await call;
        foreach (var received in new[] { headers, call.GetTrailers() })
        {
            received.GetValue("echo").Should().Be("one; two");
            received.GetValueBytes("echo-bin").Should().Equal(EveryByte);
        }
    }

    [Fact]
    public async Task A_repeated_trailer_comes_as_often()
    {
        using var call = Client.EndAsync(new Ending());
        await call;
        call.GetTrailers().GetAll("reason").Select(entry => entry.Value).Should().Equal("as-asked", "again");
    }

    [Fact]
    public async Task Trailers_come_with_an_error()
    {
        var call = async () => await Client.EndAsync(new Ending { Code = (int)StatusCode.FailedPrecondition });
        var trailers = (await call.Should().ThrowAsync<RpcException>()).Which.Trailers;
        trailers.GetValue("reason").Should().Be("again");
        trailers.GetValueBytes("reason-bin").Should().Equal(0, 255, 1);
    }
}
