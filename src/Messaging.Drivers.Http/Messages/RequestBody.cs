using System.Text.Json;

namespace Messaging.Drivers.Http.Messages;

/// <summary>The arguments of a call, as the gateway accepts them.</summary>
internal static class RequestBody
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    private static ReadOnlySpan<byte> ContextPrefix => "_context_"u8;

    /// <summary>Extracts them from the message that Core would send to a broker.</summary>
    /// <returns>The bytes of a JSON object.</returns>
    /// <exception cref="SerializationException">The call has a context, or a number that JSON does not have.</exception>
    public static byte[] Read(OutgoingMessage message, string scheme)
    {
        using var body = MessageBuffer.Rent();
        message.WriteTo(body, EnvelopeFormat.Bare, default, scheme);
        try
        {
            return Find(body.WrittenSpan, message.Method, scheme);
        }
        catch (JsonException e)
        {
            throw new SerializationException(
                $"The arguments of '{message.Method}' cannot be sent over {scheme}://, which takes JSON: NaN and the infinities are not "
                    + $"JSON. {e.Message}", e);
        }
    }

    private static byte[] Find(ReadOnlySpan<byte> message, string method, string scheme)
    {
        byte[] arguments = [];
        var reader = new Utf8JsonReader(message, Options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isArguments = reader.ValueTextEquals("args"u8);
            if (reader.ValueSpan.StartsWith(ContextPrefix))
            {
                throw new SerializationException(
                    $"{scheme}:// carries no context: '{method}' cannot pass '{reader.GetString()![ContextPrefix.Length..]}' on. Pass "
                        + "null, or an argument. The gateway makes a context of the user that it has authenticated "
                        + "(RpcGatewayOptions.Context).");
            }

            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isArguments)
            {
                arguments = message[start..(int)reader.BytesConsumed].ToArray();
            }
        }

        return arguments;
    }
}
