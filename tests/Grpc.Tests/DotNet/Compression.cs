using FluentAssertions;
using Google.Protobuf;
using Grpc.Core;
using Logistics.Conformance.V1;
using Logistics.GrpcTests.Server;

namespace Logistics.GrpcTests.DotNet;

/// <summary>As the bytes on the server's side of the wire show it.</summary>
public sealed class Compression(ConformanceServer server) : DotNetClient(server)
{
    private readonly Item item = new() { Padding = ByteString.CopyFrom(new byte[100_000]) };

    [Fact]
    public async Task A_request_is_compressed_with_gzip()
    {
        // The header by which Grpc.Net.Client is asked to compress; it is not sent.
        await Client.EchoAsync(item, ObservedCall(new Metadata.Entry("grpc-internal-encoding-request", "gzip")));
        var seen = await Observed();
        IsGzip(seen.Request).Should().BeTrue();
        IsPlain(seen.Response).Should().BeTrue();
    }

    [Fact]
    public async Task A_response_is_compressed_with_gzip()
    {
        item.CompressResponse = true;
        (await Client.EchoAsync(item, ObservedCall())).Should().Be(item);
        var seen = await Observed();
        IsPlain(seen.Request).Should().BeTrue();
        IsGzip(seen.Response).Should().BeTrue();
    }

    private static bool IsGzip(Wire wire) => wire is { Encoding: "gzip", Compressed: true, Size: > 0 and < 5_000 };

    private static bool IsPlain(Wire wire) => wire is { Compressed: false, Size: > 100_000 };
}
