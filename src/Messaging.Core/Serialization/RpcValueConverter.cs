using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>Lets methods take and return <see cref="RpcValue"/>.</summary>
internal sealed class RpcValueConverter : JsonConverter<RpcValue>
{
    public override bool HandleNull => true;

    public static RpcValue FromText(string? value)
    {
        if (value is null)
        {
            return RpcValue.Null;
        }

        return FromWriter(writer => writer.WriteStringValue(value));
    }

    /// <summary>A whole number or a decimal.</summary>
    public static RpcValue FromNumber<T>(T value)
        where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[FloatText.MaxLength + 8];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        return FromBytes(text[..length]);
    }

    public static RpcValue FromTime(DateTime utc) => FromWriter(writer => OsloDateTime.Write(writer, utc));

    public static RpcValue FromItems(ReadOnlySpan<RpcValue> items)
    {
        RpcValue[] all = [.. items];
        return FromWriter(writer =>
        {
            writer.WriteStartArray();
            foreach (var item in all)
            {
                Write(writer, item);
            }

            writer.WriteEndArray();
        });
    }

    public static RpcValue FromProperties(IEnumerable<KeyValuePair<string, RpcValue>> properties) => FromWriter(writer =>
    {
        writer.WriteStartObject();
        foreach (var (name, value) in properties)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    });

    public static RpcValue FromFloat<T>(T value)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        Span<byte> text = stackalloc byte[FloatText.MaxLength];
        return FromBytes(T.IsFinite(value) ? FloatText.Format(value, text) : NonFiniteNumbers.NumberOf(double.CreateTruncating(value)));
    }

    /// <summary>Reads JSON as Python writes it: with the words NaN and Infinity.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static RpcValue FromJson(string json)
    {
        using var bytes = MessageBuffer.Rent();
        Encoding.UTF8.GetBytes(json, bytes);
        return FromBuffer(bytes);
    }

    /// <inheritdoc cref="FromJson(string)"/>
    public static RpcValue FromJson(ReadOnlySpan<byte> utf8Json)
    {
        using var bytes = MessageBuffer.Rent();
        bytes.Write(utf8Json);
        return FromBuffer(bytes);
    }

    public override RpcValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, RpcValue value, JsonSerializerOptions options) => Write(writer, value);

    internal static void Write(Utf8JsonWriter writer, RpcValue value)
    {
        if (value.IsMissing)
        {
            writer.WriteNullValue();
            return;
        }

        // Unchanged: neither the content nor its notation is lost on the way through.
        var json = JsonMarshal.GetRawUtf8Value(value.ToJsonElement());
        if (NonFiniteNumbers.MayStandIn(json))
        {
            using var restored = MessageBuffer.Rent();
            NonFiniteNumbers.RestoreWords(json, restored);
            writer.WriteRawValue(restored.WrittenSpan, skipInputValidation: true);
        }
        else
        {
            writer.WriteRawValue(json, skipInputValidation: true);
        }
    }

    /// <summary>A value as JSON text, with Python's words.</summary>
    internal static string ToJson(JsonElement value)
    {
        var json = JsonMarshal.GetRawUtf8Value(value);
        if (!NonFiniteNumbers.MayStandIn(json))
        {
            // Bytes that are not UTF-8 are shown as such; the platform's own conversion throws.
            return Encoding.UTF8.GetString(json);
        }

        using var restored = MessageBuffer.Rent();
        NonFiniteNumbers.RestoreWords(json, restored);
        return Encoding.UTF8.GetString(restored.WrittenSpan);
    }

    /// <summary>Captures what a writer callback writes.</summary>
    public static RpcValue FromWriter(Action<Utf8JsonWriter> write)
    {
        using var buffer = MessageBuffer.Rent();
        using var loan = JsonWriters.Rent(buffer, out var writer);
        write(writer);
        writer.Flush();

        return FromBuffer(buffer);
    }

    private static RpcValue FromBuffer(MessageBuffer json)
    {
        try
        {
            return FromBytes(json.WrittenSpan);
        }
        catch (JsonException) when (NonFiniteNumbers.TryReplaceWords(json))
        {
            return FromBytes(json.WrittenSpan);
        }
    }

    private static RpcValue FromBytes(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, EnvelopeFields.ReaderOptions);
        var value = new RpcValue(JsonElement.ParseValue(ref reader));
        return reader.Read() ? throw new JsonException("There is more than one value.") : value;
    }
}
