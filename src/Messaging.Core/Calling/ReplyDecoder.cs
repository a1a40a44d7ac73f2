using System.Text.Json;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Calling;

/// <summary>A reply's bytes become the caller's result, or the exception that the server meant.</summary>
internal static class ReplyDecoder
{
    /// <summary>Reads the result.</summary>
    /// <exception cref="SerializationException">The result does not fit <typeparamref name="T"/>.</exception>
    public static T Read<T>(Reply reply, OutgoingRequest call, RemoteExceptionMap exceptions)
    {
        if (reply.IsFailure)
        {
            throw FailureReader.Read(reply.FailureBytes, call, exceptions);
        }

        var bytes = reply.ResultBytes;
        if (typeof(T) == typeof(RpcValue))
        {
            return (T)(object)ReadValue(bytes);
        }

        if (typeof(T) == typeof(Nothing))
        {
            return default!;
        }

        if (!reply.HasResult)
        {
            return default(T) is null
                ? default!
                : throw new SerializationException($"'{call.Method}' answered null, which is no {typeof(T)}. Call it with a type that can be null.");
        }

        try
        {
            return call.Serializer.Read<T>(bytes)!;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new SerializationException($"The result of '{call.Method}' is no {typeof(T)}: {e.Message}", e);
        }
    }

    private static RpcValue ReadValue(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return RpcValue.Null;
        }

        var reader = new Utf8JsonReader(bytes, EnvelopeFields.ReaderOptions);
        return new RpcValue(JsonElement.ParseValue(ref reader));
    }
}
