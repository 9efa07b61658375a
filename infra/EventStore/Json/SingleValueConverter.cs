using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Logistics.EventStore;

/// <summary>
/// Writes an id type such as <c>readonly record struct ShipmentId(string Value)</c> as the plain string: any struct whose only
/// public property is a string named Value that its constructor takes.
/// </summary>
internal sealed class SingleValueConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert)
        => typeToConvert is { IsValueType: true, IsPrimitive: false, IsEnum: false }
            && typeToConvert.GetProperties(BindingFlags.Public | BindingFlags.Instance) is [{ Name: "Value" } property]
            && property.PropertyType == typeof(string)
            && typeToConvert.GetConstructor([typeof(string)]) is not null;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
        => (JsonConverter)Activator.CreateInstance(typeof(SingleValueConverter<>).MakeGenericType(typeToConvert))!;

    private sealed class SingleValueConverter<T> : JsonConverter<T>
        where T : struct
    {
        private static readonly Func<string, T> Make = Maker();
        private static readonly Func<T, string?> Value = Reader();

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => Make(reader.GetString() ?? throw new JsonException($"A {typeof(T).Name} is a string, not null."));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
            => writer.WriteStringValue(Checked(value));

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => Make(reader.GetString()!);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
            => writer.WritePropertyName(Checked(value));

        private static string Checked(T value)
        {
            var text = Value(value) ?? throw new JsonException($"A {typeof(T).Name} without a value cannot be written.");
            StrictText.Check(text);
            return text;
        }

        private static Func<string, T> Maker()
        {
            var text = Expression.Parameter(typeof(string));
            return Expression.Lambda<Func<string, T>>(Expression.New(typeof(T).GetConstructor([typeof(string)])!, text), text).Compile();
        }

        private static Func<T, string?> Reader()
        {
            var id = Expression.Parameter(typeof(T));
            return Expression.Lambda<Func<T, string?>>(Expression.Property(id, "Value"), id).Compile();
        }
    }
}
