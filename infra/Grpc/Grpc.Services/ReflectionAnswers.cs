using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Asked = Grpc.Reflection.V1.ServerReflectionRequest.MessageRequestOneofCase;

namespace Logistics.GrpcServices;

/// <summary>One answer to one question of reflection.</summary>
internal static class ReflectionAnswers
{
    internal static ServerReflectionResponse To(ServerReflectionRequest request, MappedServices services, ReflectedFiles files)
    {
        var answer = Answer(request, services, files);
        answer.ValidHost = request.Host;
        answer.OriginalRequest = request;
        return answer;
    }

    private static ServerReflectionResponse Answer(ServerReflectionRequest request, MappedServices services, ReflectedFiles files) =>
        request.MessageRequestCase switch
        {
            Asked.ListServices => Listing(services),
            Asked.FileByFilename => Files(files.Named(request.FileByFilename), $"file {request.FileByFilename}"),
            Asked.FileContainingSymbol => Files(files.Defining(request.FileContainingSymbol), $"symbol {request.FileContainingSymbol}"),
            Asked.FileContainingExtension => Extension(request.FileContainingExtension, files),
            Asked.AllExtensionNumbersOfType => Numbers(request.AllExtensionNumbersOfType, files),
            _ => Error(StatusCode.InvalidArgument, "The request asks nothing that reflection knows."),
        };

    private static ServerReflectionResponse Listing(MappedServices services)
    {
        var list = new ListServiceResponse();
        list.Service.AddRange(services.Descriptors.Select(service => new ServiceResponse { Name = service.FullName }));
        return new ServerReflectionResponse { ListServicesResponse = list };
    }

    private static ServerReflectionResponse Files(FileDescriptor? found, string asked)
    {
        if (found is null) return Error(StatusCode.NotFound, $"No {asked} here.");
        var files = new FileDescriptorResponse();
        // The file itself first: tools take the first as the answer and the rest as its imports.
        files.FileDescriptorProto.AddRange(ReflectedFiles.WithImports(found).Reverse().Select(file => file.SerializedData));
        return new ServerReflectionResponse { FileDescriptorResponse = files };
    }

    private static ServerReflectionResponse Extension(ExtensionRequest asked, ReflectedFiles files) =>
        Files(files.Extending(asked.ContainingType, asked.ExtensionNumber), $"extension {asked.ExtensionNumber} of {asked.ContainingType}");

    private static ServerReflectionResponse Numbers(string messageType, ReflectedFiles files)
    {
        if (files.ExtensionNumbers(messageType) is not { } found) return Error(StatusCode.NotFound, $"No type {messageType} here.");
        var numbers = new ExtensionNumberResponse { BaseTypeName = messageType };
        numbers.ExtensionNumber.AddRange(found);
        return new ServerReflectionResponse { AllExtensionNumbersResponse = numbers };
    }

    private static ServerReflectionResponse Error(StatusCode code, string message) =>
        new() { ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = message } };
}
