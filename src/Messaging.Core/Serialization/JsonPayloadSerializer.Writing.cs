using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Messaging.Contracts;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging;

/// <content>The library's own reads and writes. Each failure says what could not be read or written.</content>
public sealed partial class JsonPayloadSerializer
{
    internal void WriteArguments(Utf8JsonWriter writer, string method, object? arguments)
    {
        if (arguments is null)
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
            return;
        }

        if (arguments is RpcValue { Kind: JsonValueKind.Object } tree)
        {
            RpcValueConverter.Write(writer, tree);
            return;
        }

        var type = arguments.GetType();
        if (type.IsPrimitive || arguments is string or ITuple or RpcValue)
        {
            throw HaveNoNames(method, type);
        }

        JsonTypeInfo info;
        try
        {
            info = Options.GetTypeInfo(type);
        }
        catch (Exception e)
        {
            throw CannotWrite($"The arguments of '{method}' ({type})", e);
        }

        if (info.Kind is JsonTypeInfoKind.Enumerable)
        {
            throw HaveNoNames(method, type);
        }

        try
        {
            JsonSerializer.Serialize(writer, arguments, info);
        }
        catch (Exception e)
        {
            throw CannotWrite($"The arguments of '{method}' ({type})", e);
        }
    }

    internal void WriteArgument<T>(Utf8JsonWriter writer, T value, RpcArgumentName name, string method)
    {
        try
        {
            JsonSerializer.Serialize(writer, value, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)));
        }
        catch (Exception e)
        {
            throw CannotWrite($"The argument '{name}' of '{method}' ({value?.GetType() ?? typeof(T)})", e);
        }
    }

    internal byte[] ArgumentsToBytes(string method, object? arguments) => ToBytes(writer => WriteArguments(writer, method, arguments));

    internal byte[] PayloadToBytes(string eventType, object? payload) => ToBytes(writer => WritePayload(writer, eventType, payload));

    internal static byte[] ToBytes(RpcValue value) => ToBytes(writer => RpcValueConverter.Write(writer, value));

    internal RpcValue ArgumentsToValue(string method, object? arguments) =>
        RpcValueConverter.FromWriter(writer => WriteArguments(writer, method, arguments));

    internal RpcValue PayloadToValue(string eventType, object? payload) =>
        RpcValueConverter.FromWriter(writer => WritePayload(writer, eventType, payload));

    internal RpcValue ResultToValue<T>(T result, string? method) =>
        RpcValueConverter.FromWriter(writer => WriteResult(writer, result, method));

    internal RpcValue ToValue<T>(T value) => value is RpcValue already
        ? already
        : RpcValueConverter.FromWriter(writer => Write(writer, value, static (_, type) => $"The value ({type})", ""));

    internal void WriteResult<T>(Utf8JsonWriter writer, T value, string? method) =>
        Write(writer, value, static (method, type) => $"The result of '{method}' ({type})", method);

    /// <summary>Why something could not be read or written: the platform's message, or what a constructor or property of the user's type
    /// raised.</summary>
    internal static string Reason(Exception error) =>
        error is JsonException or NotSupportedException or InvalidOperationException ? error.Message : ErrorText.Describe(error);

    /// <summary>Reads a value. A constructor or property of the user's type may raise anything.</summary>
    internal T? Read<T>(ReadOnlySpan<byte> json)
    {
        var info = (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
        return JsonSerializer.Deserialize(json, info);
    }

    private void WritePayload(Utf8JsonWriter writer, string eventType, object? payload)
    {
        if (payload is null)
        {
            writer.WriteNullValue();
            return;
        }

        try
        {
            JsonSerializer.Serialize(writer, payload, Options.GetTypeInfo(payload.GetType()));
        }
        catch (Exception e)
        {
            throw CannotWrite($"The payload of the notification '{eventType}' ({payload.GetType()})", e);
        }
    }

    private void Write<T>(Utf8JsonWriter writer, T value, Func<string?, Type, string> describe, string? name)
    {
        try
        {
            JsonSerializer.Serialize(writer, value, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)));
        }
        catch (Exception e)
        {
            throw CannotWrite(describe(name, value?.GetType() ?? typeof(T)), e);
        }
    }

    private static byte[] ToBytes(Action<Utf8JsonWriter> write)
    {
        using var buffer = MessageBuffer.Rent();
        using var loan = JsonWriters.Rent(buffer, out var writer);
        write(writer);
        writer.Flush();

        return buffer.WrittenSpan.ToArray();
    }

    private static SerializationException HaveNoNames(string method, Type type) => new(
        $"The arguments of '{method}' are a {type}, which has no names. "
            + $"Pass an object with a property for each argument, such as new {{ a = 1 }}, or a dictionary.");

    // A property of the user's type may raise anything.
    private static SerializationException CannotWrite(string what, Exception e) =>
        new($"{what} cannot be written as JSON: {Reason(e)}", e);
}
