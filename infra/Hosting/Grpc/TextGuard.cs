using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Logistics.Hosting.Grpc;

/// <summary>
/// Finds text that must not be stored. Google.Protobuf replaces invalid UTF-8 with U+FFFD without a word, and PostgreSQL's jsonb
/// throws on NUL: so a message with either in any text is refused, by the name of the field. The wire's bytes are out of reach
/// here; a U+FFFD that was sent as such is refused too, and is of no use to anybody.
/// </summary>
internal static class TextGuard
{
    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor[]> Guarded = new();

    /// <summary>The path of the first bad field; null where all text is good.</summary>
    internal static string? FirstBad(IMessage message)
    {
        foreach (var field in Guarded.GetOrAdd(message.Descriptor, TextFields))
        {
            var value = field.Accessor.GetValue(message);
            if (value is null) continue;
            if (FirstBad(field, value) is { } path) return path;
        }

        return null;
    }

    private static string? FirstBad(FieldDescriptor field, object value) => value switch
    {
        string text => IsBad(text) ? field.Name : null,
        IMessage nested => FirstBad(nested) is { } path ? $"{field.Name}.{path}" : null,
        // Enumerated as a whole, a MapField gives pairs of its own type and no DictionaryEntry.
        IDictionary map => map.Keys.Cast<object>().Concat(map.Values.Cast<object>())
            .Select(part => FirstBad(field, part)).FirstOrDefault(path => path is not null),
        IList list => FirstBadIn(field, list),
        _ => null,
    };

    private static string? FirstBadIn(FieldDescriptor field, IList list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is string text ? IsBad(text) : list[i] is IMessage nested && FirstBad(nested) is not null)
                return list[i] is IMessage inner ? $"{field.Name}[{i}].{FirstBad(inner)}" : $"{field.Name}[{i}]";
        }

        return null;
    }

    private static bool IsBad(string text) => text.AsSpan().ContainsAny('\u0000', '\ufffd');

    private static FieldDescriptor[] TextFields(MessageDescriptor message) =>
        [.. message.Fields.InDeclarationOrder().Where(field => field.IsMap || field.FieldType is FieldType.String or FieldType.Message)
            .Where(field => field.FieldType != FieldType.Message || field.IsMap || field.MessageType.File.Package != "google.protobuf")];
}
