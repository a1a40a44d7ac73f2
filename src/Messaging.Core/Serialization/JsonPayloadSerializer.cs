using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging;

/// <summary>Writes and reads arguments, results and context values as JSON, with System.Text.Json.</summary>
/// <remarks>Safe for any number of threads. With a source-generated context nothing is reflected, and it is safe to trim.</remarks>
public sealed class JsonPayloadSerializer
{
    private const string Reflects = "Serialises types by reflection. Pass a source-generated JsonSerializerContext instead.";

    private readonly JsonSerializerOptions _honest;

    /// <summary>Creates a serializer with options of your own. They are taken as they are: set the naming policy that your peers expect.</summary>
    /// <param name="options">The options; made read-only. They need a type info resolver.</param>
    /// <exception cref="InvalidOperationException">The options have no type info resolver.</exception>
    public JsonPayloadSerializer(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.MakeReadOnly();
        Options = options;
        _honest = HonestJson.Of(options);
    }

    /// <summary>Creates a serializer for the types of a source-generated context, with the options that it was generated with.</summary>
    /// <param name="context">The generated context.</param>
    public JsonPayloadSerializer(JsonSerializerContext context)
        : this((context ?? throw new ArgumentNullException(nameof(context))).Options)
    {
    }

    /// <summary>The options in use.</summary>
    public JsonSerializerOptions Options { get; }

    /// <summary>A serializer for every type, by reflection: names in snake_case, dictionary keys as they are, values as oslo.messaging's peers expect them, enums by their names in snake_case.</summary>
    /// <returns>The serializer; always the same.</returns>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public static JsonPayloadSerializer ByReflection() => _byReflection ??= new JsonPayloadSerializer(CreateReflectionOptions());

    private static JsonPayloadSerializer? _byReflection;

    /// <summary>The options of <see cref="ByReflection"/> but for its enums, over a resolver of your own: times, floats, uuids and big numbers as Python writes them.</summary>
    /// <param name="resolver">Where the types come from: a source-generated context, for one.</param>
    /// <returns>New options, which may still be changed.</returns>
    public static JsonSerializerOptions CreateOptions(IJsonTypeInfoResolver resolver) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        MaxDepth = EnvelopeFields.MaxDepth,
        TypeInfoResolver = resolver,
        Converters =
        {
            new DateTimeConverter(),
            new DateTimeOffsetConverter(),
            new GuidConverter(),
            new BigIntegerConverter(),
            new DoubleConverter(),
            new SingleConverter(),
            new ExceptionConverter(),
            new IPAddressConverter(),
        },
    };

    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    private static JsonSerializerOptions CreateReflectionOptions()
    {
        var options = CreateOptions(new DefaultJsonTypeInfoResolver());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        options.Converters.Add(new TupleConverter());
        return options;
    }

    internal void WriteArguments(Utf8JsonWriter writer, string method, object? arguments)
    {
        if (arguments is null)
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
            return;
        }

        var type = arguments.GetType();
        JsonTypeInfo info;
        try
        {
            info = _honest.GetTypeInfo(type);
        }
        catch (Exception e)
        {
            throw CannotWrite($"The arguments of '{method}' ({type})", e);
        }

        if (info.Kind is JsonTypeInfoKind.Enumerable || type.IsPrimitive || arguments is string or ITuple)
        {
            throw new SerializationException(
                $"The arguments of '{method}' are a {type}, which has no names. Pass an object with a property for each argument, such as new {{ a = 1 }}, or a dictionary.");
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

    internal byte[] ArgumentsToBytes(string method, object? arguments)
    {
        using var buffer = MessageBuffer.Rent();
        var writer = JsonWriters.Rent(buffer);
        try
        {
            WriteArguments(writer, method, arguments);
            writer.Flush();
        }
        finally
        {
            JsonWriters.Return(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal byte[] PayloadToBytes(string eventType, object? payload)
    {
        using var buffer = MessageBuffer.Rent();
        var writer = JsonWriters.Rent(buffer);
        try
        {
            WritePayload(writer, eventType, payload);
            writer.Flush();
        }
        finally
        {
            JsonWriters.Return(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal void WriteResult<T>(Utf8JsonWriter writer, T value, string? method)
    {
        try
        {
            JsonSerializer.Serialize(writer, value, (JsonTypeInfo<T>)_honest.GetTypeInfo(typeof(T)));
        }
        catch (Exception e)
        {
            throw CannotWrite($"The result of '{method}' ({value?.GetType() ?? typeof(T)})", e);
        }
    }

    /// <summary>Why something could not be read or written: the platform's own words, or what a constructor or property of the user's raised.</summary>
    internal static string Reason(Exception error) =>
        error is JsonException or NotSupportedException or InvalidOperationException ? error.Message : FailureWriter.Describe(error);

    /// <summary>Reads a value. A constructor or property of the user's type may raise anything.</summary>
    internal T? Read<T>(ReadOnlySpan<byte> json)
    {
        var info = (JsonTypeInfo<T>)_honest.GetTypeInfo(typeof(T));
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
            JsonSerializer.Serialize(writer, payload, _honest.GetTypeInfo(payload.GetType()));
        }
        catch (Exception e)
        {
            throw CannotWrite($"The payload of the notification '{eventType}' ({payload.GetType()})", e);
        }
    }

    // Whatever it is: a property of the user's may raise anything.
    private static SerializationException CannotWrite(string what, Exception e) =>
        new($"{what} cannot be written as JSON: {Reason(e)}", e);
}
