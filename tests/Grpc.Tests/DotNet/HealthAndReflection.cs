using FluentAssertions;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1;
using Logistics.GrpcTests.Server;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Logistics.GrpcTests.DotNet;

public sealed class HealthAndReflection(ConformanceServer server) : DotNetClient(server)
{
    [Fact]
    public async Task Health_of_an_unknown_service_is_not_found()
    {
        var check = async () => await new Health.HealthClient(Channel).CheckAsync(new HealthCheckRequest { Service = "no.such.Service" });
        (await check.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.NotFound);
    }

    [Fact]
    public async Task A_server_that_stops_tells_its_watchers_and_does_not_wait_for_them()
    {
        var own = new ConformanceServer();
        await own.InitializeAsync();
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{own.PlainPort}");
        using var watch = new Health.HealthClient(channel).Watch(new HealthCheckRequest());
        (await watch.ResponseStream.MoveNext()).Should().BeTrue();
        watch.ResponseStream.Current.Status.Should().Be(ServingStatus.Serving);

        var stopping = own.Stop();

        (await watch.ResponseStream.MoveNext()).Should().BeTrue();
        watch.ResponseStream.Current.Status.Should().Be(ServingStatus.NotServing);
        var next = async () => await watch.ResponseStream.MoveNext();
        (await next.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Unavailable);
        await stopping.WaitAsync(TimeSpan.FromSeconds(10));
        await own.DisposeAsync();
    }

    [Fact]
    public async Task Reflection_answers_several_questions_on_one_stream()
    {
        using var call = new ServerReflection.ServerReflectionClient(Channel).ServerReflectionInfo();
        var listed = await Ask(call, new ServerReflectionRequest { ListServices = "" });
        foreach (var service in listed.ListServicesResponse.Service)
        {
            var answer = await Ask(call, new ServerReflectionRequest { FileContainingSymbol = service.Name });
            var file = FileDescriptorProto.Parser.ParseFrom(answer.FileDescriptorResponse.FileDescriptorProto[0]);
            file.Service.Select(defined => $"{file.Package}.{defined.Name}").Should().Contain(service.Name);
        }

        var nothing = await Ask(call, new ServerReflectionRequest());
        nothing.ErrorResponse.ErrorCode.Should().Be((int)StatusCode.InvalidArgument);
        listed.ListServicesResponse.Service.Should().HaveCount(4);
    }

    private static async Task<ServerReflectionResponse> Ask(
        AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call, ServerReflectionRequest question)
    {
        await call.RequestStream.WriteAsync(question);
        (await call.ResponseStream.MoveNext()).Should().BeTrue();
        return call.ResponseStream.Current;
    }
}
