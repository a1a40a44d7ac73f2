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

    public static RpcValue FromDouble(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new SerializationException($"{value} has no form in JSON.");
        }

        return FromWriter(writer => writer.WriteNumberValue(value));
    }

    public override RpcValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, RpcValue value, JsonSerializerOptions options) => Write(writer, value);

    internal static void Write(Utf8JsonWriter writer, RpcValue value)
    {
        if (value.IsMissing)
        {
            writer.WriteNullValue();
        }
        else
        {
            value.ToJsonElement().WriteTo(writer);
        }
    }

    private static RpcValue FromWriter(Action<Utf8JsonWriter> write)
    {
        using var buffer = MessageBuffer.Rent();
        var writer = JsonWriters.Rent(buffer);
        try
        {
            write(writer);
            writer.Flush();
        }
        finally
        {
            JsonWriters.Return(writer);
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan, EnvelopeFields.ReaderOptions);
        return new RpcValue(JsonElement.ParseValue(ref reader));
    }
}
