using Google.Protobuf.Reflection;

namespace Logistics.GrpcServices;

/// <summary>The .proto files behind the mapped services and everything they import, by the ways reflection asks for them.</summary>
internal sealed class ReflectedFiles
{
    private readonly Dictionary<string, FileDescriptor> byName = [];
    private readonly Dictionary<string, FileDescriptor> bySymbol = [];
    private readonly Dictionary<string, SortedDictionary<int, FileDescriptor>> byExtension = [];

    public ReflectedFiles(MappedServices services)
    {
        foreach (var file in services.Descriptors.Select(service => service.File)) Add(file);
    }

    internal FileDescriptor? Named(string fileName) => byName.GetValueOrDefault(fileName);

    internal FileDescriptor? Defining(string symbol) => bySymbol.GetValueOrDefault(symbol);

    internal FileDescriptor? Extending(string messageType, int number) =>
        byExtension.GetValueOrDefault(messageType)?.GetValueOrDefault(number);

    /// <summary>Numbers of the extensions of a message type; null for a type that is not known here.</summary>
    internal IEnumerable<int>? ExtensionNumbers(string messageType) =>
        byExtension.TryGetValue(messageType, out var extensions) ? extensions.Keys
        : bySymbol.ContainsKey(messageType) ? []
        : null;

    /// <summary>The file and all it imports, each once, what is imported before what imports it.</summary>
    internal static IEnumerable<FileDescriptor> WithImports(FileDescriptor file) =>
        file.Dependencies.SelectMany(WithImports).Append(file).DistinctBy(each => each.Name);

    private void Add(FileDescriptor file)
    {
        if (!byName.TryAdd(file.Name, file)) return;
        foreach (var import in file.Dependencies) Add(import);
        foreach (var symbol in Symbols.Of(file)) bySymbol[symbol] = file;
        foreach (var extension in Symbols.ExtensionsOf(file))
        {
            if (!byExtension.TryGetValue(extension.ExtendeeType.FullName, out var numbers))
            {
                byExtension[extension.ExtendeeType.FullName] = numbers = [];
            }

            numbers[extension.FieldNumber] = file;
        }
    }
}
