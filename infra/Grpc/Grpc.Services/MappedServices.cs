using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;

namespace Logistics.GrpcServices;

/// <summary>The gRPC services that this server maps, found from its endpoints.</summary>
internal sealed class MappedServices(EndpointDataSource endpoints)
{
    // Endpoints are mapped before the first call is served and do not change afterwards.
    private readonly Lazy<IReadOnlyList<ServiceDescriptor>> descriptors = new(() => Find(endpoints));

    internal IReadOnlyList<ServiceDescriptor> Descriptors => descriptors.Value;

    internal bool Knows(string serviceName) => Descriptors.Any(service => service.FullName == serviceName);

    private static List<ServiceDescriptor> Find(EndpointDataSource endpoints) =>
        [.. endpoints.Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.ServiceType)
            .OfType<Type>()
            .Distinct()
            .Select(DescriptorOf)
            .OfType<ServiceDescriptor>()
            .DistinctBy(service => service.FullName)
            .OrderBy(service => service.FullName, StringComparer.Ordinal)];

    /// <summary>Generated code puts the descriptor beside the method that binds the service; hand-written services have none.</summary>
    private static ServiceDescriptor? DescriptorOf(Type serviceType) =>
        serviceType.GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)?.BindType
            .GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as ServiceDescriptor;
}
