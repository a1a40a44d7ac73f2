using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Serialization;

/// <summary>Enums by their names in snake_case. A value that the enum does not have is refused, where the platform accepts any
/// number.</summary>
[RequiresDynamicCode("Makes a converter for each type.")]
[RequiresUnreferencedCode("Makes a converter for each type.")]
internal sealed class StrictEnumConverter : JsonConverterFactory
{
    private readonly JsonStringEnumConverter _names = new(JsonNamingPolicy.SnakeCaseLower);

    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The type says so.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The type says so.")]
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(
            typeof(Of<>).MakeGenericType(typeToConvert), _names.CreateConverter(typeToConvert, options))!;

    private sealed class Of<T>(JsonConverter<T> names) : JsonConverter<T>
        where T : struct, Enum
    {
        private static readonly bool IsFlags = typeof(T).IsDefined(typeof(FlagsAttribute), inherit: false);
        private static readonly HashSet<T> Known = [.. Enum.GetValues<T>()];
        private static readonly ulong AllFlags = Known.Aggregate(0UL, static (all, value) => all | Bits(value));

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            // Only flags are joined.
            var isList = !IsFlags && reader.TokenType == JsonTokenType.String && reader.ValueSpan.Contains((byte)',');
            return Check(names.Read(ref reader, typeToConvert, options), isList);
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            names.Write(writer, Check(value), options);

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var isList = !IsFlags && reader.ValueSpan.Contains((byte)',');
            return Check(names.ReadAsPropertyName(ref reader, typeToConvert, options), isList);
        }

        public override void WriteAsPropertyName(Utf8JsonWriter writer, [DisallowNull] T value, JsonSerializerOptions options) =>
            names.WriteAsPropertyName(writer, Check(value), options);

        private static T Check(T value, bool isList = false) =>
            !isList && (Known.Contains(value) || (IsFlags && (Bits(value) & ~AllFlags) == 0))
                ? value
                : throw new JsonException($"{typeof(T)} has no value {(isList ? "that is a list" : value.ToString("D"))}.");

        private static ulong Bits(T value) => typeof(T).GetEnumUnderlyingType() == typeof(ulong)
            ? Convert.ToUInt64(value, CultureInfo.InvariantCulture)
            : (ulong)Convert.ToInt64(value, CultureInfo.InvariantCulture);
    }
}
