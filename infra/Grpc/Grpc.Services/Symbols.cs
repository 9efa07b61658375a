using Google.Protobuf.Reflection;

namespace Logistics.GrpcServices;

/// <summary>Full names of everything that a file defines.</summary>
internal static class Symbols
{
    internal static IEnumerable<string> Of(FileDescriptor file) =>
        file.Services.SelectMany(Of)
            .Concat(file.MessageTypes.SelectMany(Of))
            .Concat(file.EnumTypes.SelectMany(Of))
            .Concat(ExtensionsOf(file).Select(extension => extension.FullName));

    internal static IEnumerable<FieldDescriptor> ExtensionsOf(FileDescriptor file) =>
        file.Extensions.UnorderedExtensions.Concat(file.MessageTypes.SelectMany(ExtensionsOf));

    private static IEnumerable<FieldDescriptor> ExtensionsOf(MessageDescriptor message) =>
        (message.Extensions?.UnorderedExtensions ?? []).Concat(message.NestedTypes.SelectMany(ExtensionsOf));

    private static IEnumerable<string> Of(ServiceDescriptor service) =>
        service.Methods.Select(method => method.FullName).Prepend(service.FullName);

    private static IEnumerable<string> Of(MessageDescriptor message) =>
        message.Fields.InDeclarationOrder().Select(field => field.FullName)
            .Concat(message.Oneofs.Select(oneof => oneof.FullName))
            .Concat(message.NestedTypes.SelectMany(Of))
            .Concat(message.EnumTypes.SelectMany(Of))
            .Prepend(message.FullName);

    private static IEnumerable<string> Of(EnumDescriptor type) =>
        type.Values.Select(value => value.FullName).Prepend(type.FullName);
}
