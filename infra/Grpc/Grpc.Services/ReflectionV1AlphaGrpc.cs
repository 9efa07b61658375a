using Google.Protobuf;
using Grpc.Core;
using Alpha = Grpc.Reflection.V1Alpha;
using V1 = Grpc.Reflection.V1;

namespace Logistics.GrpcServices;

/// <summary>Reflection under the name that older tools ask for. The messages are the same on the wire, so they are passed on as bytes.</summary>
internal sealed class ReflectionV1AlphaGrpc(MappedServices services, ReflectedFiles files) : Alpha.ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<Alpha.ServerReflectionRequest> requestStream,
        IServerStreamWriter<Alpha.ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            var asked = V1.ServerReflectionRequest.Parser.ParseFrom(request.ToByteString());
            var answer = ReflectionAnswers.To(asked, services, files);
            await responseStream.WriteAsync(
                Alpha.ServerReflectionResponse.Parser.ParseFrom(answer.ToByteString()), context.CancellationToken);
        }
    }
}
