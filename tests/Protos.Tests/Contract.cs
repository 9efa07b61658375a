using System.Reflection;
using Google.Protobuf.Reflection;

namespace Logistics.Protos.Tests;

/// <summary>
/// Everything that a client may rely on, a line each: fields with number, name and type, the values of enums, calls with what goes
/// in and out. A line that is gone breaks somebody; a line that is new breaks nobody.
/// </summary>
internal static class Contract
{
    /// <summary>Of all our .proto files; sorted, so that a lock's changes can be read.</summary>
    internal static IReadOnlyList<string> Current() => Of(typeof(Types.V1.LocalTime).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: true, IsSealed: true } && type.Name.EndsWith("Reflection", StringComparison.Ordinal))
        .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
        .OfType<FileDescriptor>()
        .Where(file => file.Package.StartsWith("logistics.", StringComparison.Ordinal)));

    internal static IReadOnlyList<string> Of(IEnumerable<FileDescriptor> files) => [.. files.SelectMany(Lines).Order(StringComparer.Ordinal)];

    /// <summary>What was promised and is not kept.</summary>
    internal static IReadOnlyList<string> Broken(IEnumerable<string> locked, IEnumerable<string> current) => [.. locked.Except(current)];

    private static IEnumerable<string> Lines(FileDescriptor file) =>
    [
        .. file.MessageTypes.SelectMany(Lines),
        .. file.EnumTypes.SelectMany(Lines),
        .. file.Services.SelectMany(service => service.Methods.Select(call =>
            $"call {service.FullName}/{call.Name} ({Stream(call.IsClientStreaming)}{call.InputType.FullName}) -> ({Stream(call.IsServerStreaming)}{call.OutputType.FullName})")),
    ];

    private static IEnumerable<string> Lines(MessageDescriptor message) =>
    [
        .. message.Fields.InDeclarationOrder().Select(field => $"field {message.FullName} {field.FieldNumber} {field.Name} {Label(field)}{TypeOf(field)}"),
        .. message.NestedTypes.SelectMany(Lines),
        .. message.EnumTypes.SelectMany(Lines),
    ];

    private static IEnumerable<string> Lines(EnumDescriptor type) => type.Values.Select(value => $"value {type.FullName} {value.Number} {value.Name}");

    private static string Stream(bool streams) => streams ? "stream " : "";

    private static string Label(FieldDescriptor field) => field switch
    {
        { IsMap: true } => "map ",
        { IsRepeated: true } => "repeated ",
        { RealContainingOneof: { } oneof } => $"oneof {oneof.Name} ",
        { HasPresence: true, FieldType: not FieldType.Message } => "optional ",
        _ => "",
    };

    private static string TypeOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => field.MessageType.FullName,
        FieldType.Enum => field.EnumType.FullName,
        var scalar => scalar.ToString().ToLowerInvariant(),
    };
}
