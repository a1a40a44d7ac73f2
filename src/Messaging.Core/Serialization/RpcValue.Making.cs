using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Messaging.Serialization;

namespace Messaging;

/// <content>How values are made: of lists, of names and values, of objects, of plain values.</content>
[CollectionBuilder(typeof(RpcValue), nameof(FromItems))]
public readonly partial struct RpcValue
{
    private const string Reflects = "Serialises types by reflection. Pass a JsonPayloadSerializer over a source-generated context instead.";

    /// <summary>A list of values; also as a collection expression, <c>[1, "two", RpcValue.Null]</c>.</summary>
    /// <param name="items">The items. Missing ones become null.</param>
    /// <returns>The list.</returns>
    public static RpcValue FromItems(params ReadOnlySpan<RpcValue> items) => RpcValueConverter.FromItems(items);

    /// <summary>A list of values.</summary>
    /// <param name="items">The items. Missing ones become null.</param>
    /// <returns>The list.</returns>
    public static RpcValue FromItems(IEnumerable<RpcValue> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return RpcValueConverter.FromItems([.. items]);
    }

    /// <summary>An object of names and values.</summary>
    /// <param name="properties">The values by their names on the wire, which are used as they are. Missing ones become null.</param>
    /// <returns>The object.</returns>
    public static RpcValue FromProperties(IEnumerable<KeyValuePair<string, RpcValue>> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return RpcValueConverter.FromProperties(properties);
    }

    /// <summary>Anything that a serializer writes: an object, a list, a dictionary, a value.</summary>
    /// <typeparam name="T">The type of the value, which is declared where a base type or an interface of it is to be written.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="serializer">The rules.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">It cannot be written.</exception>
    public static RpcValue From<T>(T value, JsonPayloadSerializer serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        return serializer.ToValue(value);
    }

    /// <summary>Anything that the default serializer writes (<see cref="JsonPayloadSerializer.ByReflection"/>): an object, a list, a dictionary, a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">It cannot be written.</exception>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public static RpcValue From<T>(T value) => From(value, JsonPayloadSerializer.ByReflection());

    /// <summary>The value as a type of yours, read with the default's rules (<see cref="JsonPayloadSerializer.ByReflection"/>).</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The value; null, or the default of the type, when it is null or missing.</returns>
    /// <exception cref="SerializationException">The value does not fit the type.</exception>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public T? As<T>() => As<T>(JsonPayloadSerializer.ByReflection());

    /// <summary>The items of a list; none for everything else.</summary>
    public IEnumerator<RpcValue> GetEnumerator() => Items.GetEnumerator();

    /// <summary>A text as a value; null becomes <see cref="Null"/>.</summary>
    public static implicit operator RpcValue(string? value) => RpcValueConverter.FromText(value);

    /// <summary>A truth value as a value.</summary>
    public static implicit operator RpcValue(bool value) => Parse(value ? "true" : "false");

    /// <summary>A letter as a value, which is a text.</summary>
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

    /// <summary>A whole number as a value; of at most 4,300 digits, for Python reads no more.</summary>
    /// <exception cref="SerializationException">It has more digits.</exception>
    public static implicit operator RpcValue(BigInteger value) => value.ToString(CultureInfo.InvariantCulture) is { Length: <= BigIntegerConverter.MaxDigits } digits
        ? Parse(digits)
        : throw new SerializationException($"The number has more than {BigIntegerConverter.MaxDigits} digits.");

    /// <summary>A number as a value, with the digits that it has.</summary>
    public static implicit operator RpcValue(decimal value) => RpcValueConverter.FromNumber(value);

    /// <summary>A number as a value; NaN and the infinities too, which Python reads and JSON does not have.</summary>
    public static implicit operator RpcValue(double value) => RpcValueConverter.FromFloat(value);

    /// <summary>A number as a value; NaN and the infinities too, which Python reads and JSON does not have.</summary>
    public static implicit operator RpcValue(float value) => RpcValueConverter.FromFloat(value);

    /// <summary>A number as a value; NaN and the infinities too, which Python reads and JSON does not have.</summary>
    public static implicit operator RpcValue(Half value) => RpcValueConverter.FromFloat(value);

    /// <summary>A time as a value, as Python's services write it: UTC without a zone.</summary>
    public static implicit operator RpcValue(DateTime value) => RpcValueConverter.FromTime(value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value);

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
