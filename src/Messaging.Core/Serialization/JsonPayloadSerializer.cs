using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Messaging.Serialization;

namespace Messaging;

/// <summary>Writes and reads arguments, results and context values as JSON, with System.Text.Json.</summary>
/// <remarks>Safe for any number of threads. With a source-generated context there is no reflection, and trimming is safe.</remarks>
public sealed partial class JsonPayloadSerializer
{
    private const string Reflects = "Serialises types by reflection. Pass a source-generated JsonSerializerContext instead.";

    /// <summary>Creates a serializer with options of your own. They are used as they are: set the naming policy that your peers
    /// expect.</summary>
    /// <remarks>One thing is added: a type that has no faithful form in JSON is refused, where the platform would write an empty
    /// object.</remarks>
    /// <param name="options">The options; made read-only, and copied if they already are. They need a type info resolver.</param>
    /// <exception cref="InvalidOperationException">The options have no type info resolver.</exception>
    public JsonPayloadSerializer(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = RefusingResolver.Protect(options);
    }

    /// <summary>Creates a serializer for the types of a source-generated context, with the options that it was generated with.</summary>
    /// <param name="context">The generated context.</param>
    public JsonPayloadSerializer(JsonSerializerContext context)
        : this((context ?? throw new ArgumentNullException(nameof(context))).Options)
    {
    }

    /// <summary>The options in use.</summary>
    public JsonSerializerOptions Options { get; }

    /// <summary>A serializer for every type, by reflection: names in snake_case, dictionary keys as they are, values as oslo.messaging's
    /// peers expect them, enums by their names in snake_case.</summary>
    /// <returns>The serializer; always the same.</returns>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public static JsonPayloadSerializer ByReflection() => _byReflection ??= new JsonPayloadSerializer(CreateReflectionOptions());

    private static JsonPayloadSerializer? _byReflection;

    /// <summary>Creates the options of <see cref="ByReflection"/>, except for its enums, with a resolver of your own: times, floats, uuids
    /// and big numbers as Python writes them.</summary>
    /// <remarks>Tuples are lists when the resolver reflects. Over a source-generated context they are refused.</remarks>
    /// <param name="resolver">The source of the types, such as a source-generated context.</param>
    /// <returns>New options, which may still be changed.</returns>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The code that created a reflecting resolver was warned.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The code that created a reflecting resolver was warned.")]
    public static JsonSerializerOptions CreateOptions(IJsonTypeInfoResolver resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        var options = CreatePlainOptions(resolver);
        if (RefusingResolver.Reflects(resolver))
        {
            options.Converters.Add(new TupleConverter());
        }

        return options;
    }

    private static JsonSerializerOptions CreatePlainOptions(IJsonTypeInfoResolver resolver) => new()
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
            new NativeIntegerConverter<nint>(),
            new NativeIntegerConverter<nuint>(),
            new FloatConverter<double>(),
            new FloatConverter<float>(),
            new FloatConverter<Half>(),
            new ExceptionConverter(),
            new IPAddressConverter(),
        },
    };

    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    private static JsonSerializerOptions CreateReflectionOptions()
    {
        var options = CreateOptions(new DefaultJsonTypeInfoResolver());
        options.Converters.Add(new StrictEnumConverter());
        return options;
    }
}
