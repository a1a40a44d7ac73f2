using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Messaging.Serialization;

namespace Messaging;

/// <summary>A value from the wire of unknown type: a result, a value of a context. Missing parts are <see cref="Missing"/>, never a null
/// reference.</summary>
/// <remarks>Immutable; safe for any number of threads.</remarks>
[JsonConverter(typeof(RpcValueConverter))]
public readonly partial struct RpcValue : IEquatable<RpcValue>
{
    private readonly JsonElement _element;

    internal RpcValue(JsonElement element) => _element = element;

    /// <summary>The value of a missing part.</summary>
    public static RpcValue Missing => default;

    /// <summary>A null that was sent.</summary>
    public static RpcValue Null { get; } = Parse("null");

    /// <summary>Whether there is no value, not even null.</summary>
    public bool IsMissing => _element.ValueKind == JsonValueKind.Undefined;

    /// <summary>Whether the value is null or missing.</summary>
    public bool IsNull => _element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    /// <summary>The kind of the value; <see cref="JsonValueKind.Undefined"/> when it is missing.</summary>
    public JsonValueKind Kind => _element.ValueKind;

    /// <summary>The value as JSON in which numbers stand for Python's words; not for a missing value.</summary>
    internal ReadOnlySpan<byte> RawJson => JsonMarshal.GetRawUtf8Value(_element);

    /// <summary>The number of items of a list or of values of an object; 0 for any other value.</summary>
    public int Count => Kind switch
    {
        JsonValueKind.Array => _element.GetArrayLength(),
        JsonValueKind.Object => _element.GetPropertyCount(),
        _ => 0,
    };

    /// <summary>The items of a list; empty for any other value.</summary>
    public IEnumerable<RpcValue> Items
    {
        get
        {
            if (Kind == JsonValueKind.Array)
            {
                foreach (var item in _element.EnumerateArray())
                {
                    yield return new RpcValue(item);
                }
            }
        }
    }

    /// <summary>The named values of an object; empty for any other value.</summary>
    public IEnumerable<KeyValuePair<string, RpcValue>> Properties
    {
        get
        {
            if (Kind == JsonValueKind.Object)
            {
                foreach (var property in _element.EnumerateObject())
                {
                    yield return new(PropertyNames.Of(property), new RpcValue(property.Value));
                }
            }
        }
    }

    /// <summary>A value of an object by its name, or missing.</summary>
    /// <param name="name">The name as it is on the wire.</param>
    public RpcValue this[string name] =>
        Kind == JsonValueKind.Object && PropertyNames.TryFind(_element, name, out var value) ? new RpcValue(value) : Missing;

    /// <summary>An item of a list by its index, or missing.</summary>
    /// <param name="index">The index, from 0.</param>
    public RpcValue this[int index] =>
        Kind == JsonValueKind.Array && index >= 0 && index < _element.GetArrayLength() ? new RpcValue(_element[index]) : Missing;

    /// <summary>Reads JSON, with Python's words <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> for numbers that JSON does not
    /// have.</summary>
    /// <param name="json">The text of one JSON value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">The text is not JSON.</exception>
    public static RpcValue Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return RpcValueConverter.FromJson(json);
        }
        catch (JsonException e)
        {
            throw new SerializationException("The text is not JSON: " + e.Message, e);
        }
    }

    /// <summary>Reads JSON as <see cref="Parse(string)"/> does, from UTF-8.</summary>
    /// <param name="utf8Json">The text of one JSON value; copied.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">The text is not JSON.</exception>
    public static RpcValue Parse(ReadOnlySpan<byte> utf8Json)
    {
        try
        {
            return RpcValueConverter.FromJson(utf8Json);
        }
        catch (JsonException e)
        {
            throw new SerializationException("The text is not JSON: " + e.Message, e);
        }
    }

    /// <summary>The value as an <see cref="int"/>, or <paramref name="or"/> when it is not such a number.</summary>
    /// <param name="or">The fallback.</param>
    public int GetInt32(int or = 0) => Kind == JsonValueKind.Number && _element.TryGetInt32(out var value) ? value : or;

    /// <summary>The value as a <see cref="long"/>, or <paramref name="or"/> when it is not such a number.</summary>
    /// <param name="or">The fallback.</param>
    public long GetInt64(long or = 0) => Kind == JsonValueKind.Number && _element.TryGetInt64(out var value) ? value : or;

    /// <summary>The value as a <see cref="double"/>, or <paramref name="or"/> when it is not a number.</summary>
    /// <param name="or">The fallback.</param>
    public double GetDouble(double or = 0) =>
        Kind != JsonValueKind.Number ? or
        : NonFiniteNumbers.IsNaN(JsonMarshal.GetRawUtf8Value(_element)) ? double.NaN
        : _element.TryGetDouble(out var value) ? value : or;

    /// <summary>The value as a <see cref="bool"/>, or <paramref name="or"/> when it is neither true nor false.</summary>
    /// <param name="or">The fallback.</param>
    public bool GetBoolean(bool or = false) => Kind is JsonValueKind.True or JsonValueKind.False ? _element.GetBoolean() : or;

    /// <summary>The value as a string, or <paramref name="or"/> when it is not one.</summary>
    /// <param name="or">The fallback.</param>
    public string? GetString(string? or = null) => Kind == JsonValueKind.String ? ReadText() : or;

    /// <summary>Reads the value as a type of your own, with a serializer.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="serializer">The serializer, such as <see cref="JsonPayloadSerializer.ByReflection"/>.</param>
    /// <returns>The value; null, or the default of the type, when it is null or missing.</returns>
    /// <exception cref="SerializationException">The value does not fit the type.</exception>
    public T? As<T>(JsonPayloadSerializer serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        if (IsNull)
        {
            return default;
        }

        try
        {
            return serializer.Read<T>(JsonMarshal.GetRawUtf8Value(_element));
        }
        catch (Exception e)
        {
            throw new SerializationException($"The value is not a valid {typeof(T)}: {JsonPayloadSerializer.Reason(e)}", e);
        }
    }

    /// <summary>The value as a platform element: undefined when it is missing. An element has no NaN: it becomes zero.</summary>
    public JsonElement ToJsonElement() => _element;

    /// <summary>The value as JSON; a string without its quotes; an empty string when it is missing.</summary>
    public override string ToString() => Kind switch
    {
        JsonValueKind.Undefined => "",
        JsonValueKind.String => ReadText(),
        _ => RpcValueConverter.ToJson(_element),
    };

    /// <inheritdoc/>
    public bool Equals(RpcValue other) =>
        Kind == other.Kind && (IsMissing || JsonElement.DeepEquals(_element, other._element));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RpcValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Kind is JsonValueKind.String ? ReadText() : null, Count);

    /// <summary>Whether two values are the same JSON.</summary>
    public static bool operator ==(RpcValue left, RpcValue right) => left.Equals(right);

    /// <summary>Whether two values are not the same JSON.</summary>
    public static bool operator !=(RpcValue left, RpcValue right) => !left.Equals(right);

    /// <summary>Python writes half a surrogate pair where a file name is not UTF-8. It cannot be read as a .NET string: the escaped form is
    /// better than an error.</summary>
    private string ReadText()
    {
        try
        {
            return _element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return RpcValueConverter.ToJson(_element)[1..^1];
        }
    }
}
