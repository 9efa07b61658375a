using Grpc.Core;
using Grpc.Reflection.V1;

namespace Logistics.GrpcServices;

internal sealed class ReflectionGrpc(MappedServices services, ReflectedFiles files) : ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(ReflectionAnswers.To(request, services, files), context.CancellationToken);
        }
    }
}
