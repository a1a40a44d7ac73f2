using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Messaging.Serialization;

namespace Messaging;

/// <content>Creation of values: from lists, from names and values, from objects, from plain values.</content>
[CollectionBuilder(typeof(RpcValue), nameof(FromItems))]
public readonly partial struct RpcValue
{
    private const string Reflects = "Serialises types by reflection. Pass a JsonPayloadSerializer over a source-generated context instead.";

    /// <summary>Creates a list of values; also with a collection expression, <c>[1, "two", RpcValue.Null]</c>.</summary>
    /// <param name="items">The items. Missing ones become null.</param>
    /// <returns>The list.</returns>
    public static RpcValue FromItems(params ReadOnlySpan<RpcValue> items) => RpcValueConverter.FromItems(items);

    /// <summary>Creates a list of values.</summary>
    /// <param name="items">The items. Missing ones become null.</param>
    /// <returns>The list.</returns>
    public static RpcValue FromItems(IEnumerable<RpcValue> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return RpcValueConverter.FromItems([.. items]);
    }

    /// <summary>Creates an object from names and values.</summary>
    /// <param name="properties">The values by their names on the wire, which are used as they are. Missing ones become null.</param>
    /// <returns>The object.</returns>
    public static RpcValue FromProperties(IEnumerable<KeyValuePair<string, RpcValue>> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return RpcValueConverter.FromProperties(properties);
    }

    /// <summary>Creates a value from anything that a serializer writes: an object, a list, a dictionary, a plain value.</summary>
    /// <typeparam name="T">The type of the value; specify it to write the value as a base type or an interface.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="serializer">The serializer.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">The value cannot be written.</exception>
    public static RpcValue From<T>(T value, JsonPayloadSerializer serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        return serializer.ToValue(value);
    }

    /// <summary>Creates a value from anything that the default serializer writes (<see cref="JsonPayloadSerializer.ByReflection"/>): an
    /// object, a list, a dictionary, a plain value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">The value cannot be written.</exception>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public static RpcValue From<T>(T value) => From(value, JsonPayloadSerializer.ByReflection());

    /// <summary>Reads the value as a type of your own, with the default serializer
    /// (<see cref="JsonPayloadSerializer.ByReflection"/>).</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The value; null, or the default of the type, when it is null or missing.</returns>
    /// <exception cref="SerializationException">The value does not fit the type.</exception>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public T? As<T>() => As<T>(JsonPayloadSerializer.ByReflection());

    /// <summary>The items of a list; empty for any other value.</summary>
    public IEnumerator<RpcValue> GetEnumerator() => Items.GetEnumerator();

    /// <summary>A string as a value; null becomes <see cref="Null"/>.</summary>
    public static implicit operator RpcValue(string? value) => RpcValueConverter.FromText(value);

    /// <summary>A Boolean as a value.</summary>
    public static implicit operator RpcValue(bool value) => Parse(value ? "true" : "false");

    /// <summary>A character as a value, which is a string.</summary>
    public static implicit operator RpcValue(char value) => RpcValueConverter.FromText(value.ToString());

    /// <summary>A whole number as a value.</summary>
    public static implicit operator RpcValue(byte value) => RpcValueConverter.FromNumber(value);

    /// <summary>A whole number as a value.</summary>
    public static implicit operator RpcValue(ushort value) => RpcValueConverter.FromNumber(value);

    /// <summary>A whole number as a value.</summary>
    public static implicit operator RpcValue(uint value) => RpcValueConverter.FromNumber(value);

    /// <summary>A whole number as a value.</summary>
    public static implicit operator RpcValue(int value) => RpcValueConverter.FromNumber(value);

    /// <summary>A whole number as a value.</summary>
    public static implicit operator RpcValue(long value) => RpcValueConverter.FromNumber(value);

    /// <summary>A whole number as a value.</summary>
    public static implicit operator RpcValue(ulong value) => RpcValueConverter.FromNumber(value);

    /// <summary>A whole number as a value.</summary>
    public static implicit operator RpcValue(Int128 value) => RpcValueConverter.FromNumber(value);

    /// <summary>A whole number as a value.</summary>
    public static implicit operator RpcValue(UInt128 value) => RpcValueConverter.FromNumber(value);

    /// <summary>A whole number as a value; of at most 4,300 digits, because Python reads no more.</summary>
    /// <exception cref="SerializationException">The number has more digits.</exception>
    public static implicit operator RpcValue(BigInteger value) =>
        value.ToString(CultureInfo.InvariantCulture) is { Length: <= BigIntegerConverter.MaxDigits } digits
            ? Parse(digits)
            : throw new SerializationException($"The number has more than {BigIntegerConverter.MaxDigits} digits.");

    /// <summary>A number as a value, with its digits unchanged.</summary>
    public static implicit operator RpcValue(decimal value) => RpcValueConverter.FromNumber(value);

    /// <summary>A number as a value; NaN and the infinities too, which Python reads and JSON does not have.</summary>
    public static implicit operator RpcValue(double value) => RpcValueConverter.FromFloat(value);

    /// <summary>A number as a value; NaN and the infinities too, which Python reads and JSON does not have.</summary>
    public static implicit operator RpcValue(float value) => RpcValueConverter.FromFloat(value);

    /// <summary>A number as a value; NaN and the infinities too, which Python reads and JSON does not have.</summary>
    public static implicit operator RpcValue(Half value) => RpcValueConverter.FromFloat(value);

    /// <summary>A time as a value, as Python's services write it: UTC without a zone.</summary>
    public static implicit operator RpcValue(DateTime value) =>
        RpcValueConverter.FromTime(value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value);

    /// <summary>A time as a value, as Python's services write it: UTC without a zone.</summary>
    public static implicit operator RpcValue(DateTimeOffset value) => RpcValueConverter.FromTime(value.UtcDateTime);

    /// <summary>A uuid as a value, with dashes.</summary>
    public static implicit operator RpcValue(Guid value) => RpcValueConverter.FromText(value.ToString());

    internal static RpcValue Of(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, EnvelopeFields.ReaderOptions);
        return new RpcValue(JsonElement.ParseValue(ref reader));
    }
}
