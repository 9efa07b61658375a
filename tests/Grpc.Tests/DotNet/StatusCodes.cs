using FluentAssertions;
using Grpc.Core;
using Logistics.Conformance.V1;
using Logistics.GrpcTests.Server;

namespace Logistics.GrpcTests.DotNet;

public sealed class StatusCodes(ConformanceServer server) : DotNetClient(server)
{
    public static TheoryData<int> Errors => [.. Enumerable.Range(1, 16)];

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task An_error_keeps_its_code_and_detail(int code)
    {
        var call = async () => await Client.EndAsync(new Ending { Code = code, Detail = $"Straße {code} → 100 %" });
        var status = (await call.Should().ThrowAsync<RpcException>()).Which.Status;
        ((int)status.StatusCode).Should().Be(code);
        status.Detail.Should().Be($"Straße {code} → 100 %");
    }

    [Fact]
    public async Task Success_is_a_status_too()
    {
        using var call = Client.EndAsync(new Ending());
        await call;
        call.GetStatus().StatusCode.Should().Be(StatusCode.OK);
    }

    [Fact]
    public async Task A_method_that_is_not_served_is_unimplemented()
    {
        var method = new Method<string, string>(
            MethodType.Unary, "logistics.conformance.v1.Conformance", "NoSuch", Marshallers.StringMarshaller, Marshallers.StringMarshaller);
        var call = async () => await Channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, "");
        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Unimplemented);
    }
}
