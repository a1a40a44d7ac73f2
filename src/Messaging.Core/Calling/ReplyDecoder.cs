using System.Text.Json;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Calling;

/// <summary>Decodes a reply into the caller's result, or the exception that the server reported.</summary>
internal static class ReplyDecoder
{
    /// <summary>Reads the result.</summary>
    /// <exception cref="SerializationException">The result does not fit <typeparamref name="T"/>.</exception>
    public static T Read<T>(Reply reply, OutgoingRequest call, Transport transport)
    {
        if (reply.IsFailure)
        {
            throw FailureReader.Read(reply.FailureBytes, call, transport.RemoteExceptions, transport.Logger);
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

        return Read<T>(reply.HasResult, bytes, call);
    }

    /// <summary>Whether the call did not run because its server stopped, so that it must be sent again.</summary>
    public static bool IsGivenBack(Reply reply, OutgoingRequest call) =>
        reply.IsFailure && FailureReader.IsGivenBack(reply.FailureBytes) && !call.Deadline.IsPast;

    /// <summary>Reads a result that was transformed when it arrived.</summary>
    /// <exception cref="SerializationException">The result does not fit <typeparamref name="T"/>.</exception>
    public static T Read<T>(RpcValue result, OutgoingRequest call) => typeof(T) == typeof(RpcValue)
        ? (T)(object)result
        : Read<T>(!result.IsNull, result.IsNull ? [] : result.RawJson, call);

    private static T Read<T>(bool hasResult, ReadOnlySpan<byte> bytes, OutgoingRequest call)
    {
        if (!hasResult)
        {
            return default(T) is null
                ? default!
                : throw new SerializationException(
                    $"'{call.Method}' returned null, which is not a valid {typeof(T)}. Call it with a nullable type.");
        }

        try
        {
            return call.Serializer.Read<T>(bytes)!;
        }
        catch (Exception e)
        {
            throw new SerializationException(
                $"The result of '{call.Method}' is not a valid {typeof(T)}: {JsonPayloadSerializer.Reason(e)}", e);
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
