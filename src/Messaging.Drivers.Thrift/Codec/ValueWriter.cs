using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Messaging.Drivers.Thrift.Types;
using Messaging.Drivers.Thrift.Wire;
using Thrift.Protocol;
using Thrift.Protocol.Entities;

namespace Messaging.Drivers.Thrift.Codec;

/// <summary>Writes values from JSON as their types require. The destination is memory, so nothing waits.</summary>
internal static class ValueWriter
{
    /// <exception cref="SerializationException">The value is not of the type.</exception>
    public static Task WriteAsync(TProtocol to, ThriftType type, RpcValue value, Where where)
    {
        var json = value.ToJsonElement();
        switch (type.Wire)
        {
            case TType.Bool when json.ValueKind is JsonValueKind.True or JsonValueKind.False:
                return to.WriteBoolAsync(json.GetBoolean(), default);
            case TType.Byte:
                return to.WriteByteAsync((sbyte)Integer(json, type, where), default);
            case TType.I16:
                return to.WriteI16Async((short)Integer(json, type, where), default);
            case TType.I32:
                return to.WriteI32Async(type is EnumType named ? Number(named, value, where) : (int)Integer(json, type, where), default);
            case TType.I64:
                return to.WriteI64Async(Integer(json, type, where), default);
            case TType.Double when json.ValueKind == JsonValueKind.Number:
                return to.WriteDoubleAsync(value.GetDouble(), default);
            case TType.String when json.ValueKind == JsonValueKind.String:
                return type == BaseType.Binary ? to.WriteBinaryAsync(Bytes(json, where), default) : WriteTextAsync(to, json);
            case TType.Uuid when Guid.TryParse(value.GetString(), out var id):
                return to.WriteUuidAsync(id, default);
            case TType.List or TType.Set when json.ValueKind == JsonValueKind.Array:
                return WriteListAsync(to, (ListType)type, value, where);
            case TType.Map when json.ValueKind == JsonValueKind.Array
                || (((MapType)type).Key.IsName && json.ValueKind == JsonValueKind.Object):
                return WriteMapAsync(to, (MapType)type, value, where);
            case TType.Struct when json.ValueKind == JsonValueKind.Object:
                return WriteStructAsync(to, (StructType)type, value);
            default:
                throw Unfit(type, json, where);
        }
    }

    /// <summary>A text without escapes has the same bytes in JSON and in the binary protocol.</summary>
    private static Task WriteTextAsync(TProtocol to, JsonElement json)
    {
        if (to is MemoryBinaryProtocol memory && JsonMarshal.GetRawUtf8Value(json) is var quoted && !quoted.Contains((byte)'\\'))
        {
            memory.PutBytes(quoted[1..^1]);
            return Task.CompletedTask;
        }

        return to.WriteStringAsync(json.GetString(), default);
    }

    /// <exception cref="SerializationException">A field is unknown, missing, or not of its type.</exception>
    public static async Task WriteStructAsync(TProtocol to, StructType type, RpcValue value)
    {
        to.IncrementRecursionDepth();
        var given = FieldValues.Read(type, value);
        await to.WriteStructBeginAsync(new TStruct(type.Name), default).ConfigureAwait(false);
        for (var i = 0; i < given.Length; i++)
        {
            if (!given[i].IsNull)
            {
                var field = type.Fields[i];
                await WriteFieldAsync(to, field, given[i], new Where(type, field)).ConfigureAwait(false);
            }
        }

        await to.WriteFieldStopAsync(default).ConfigureAwait(false);
        await to.WriteStructEndAsync(default).ConfigureAwait(false);
        to.DecrementRecursionDepth();
    }

    public static async Task WriteFieldAsync(TProtocol to, ThriftField field, RpcValue value, Where where)
    {
        await to.WriteFieldBeginAsync(new TField(field.IdlName, field.Type.Wire, field.Id), default).ConfigureAwait(false);
        await WriteAsync(to, field.Type, value, where).ConfigureAwait(false);
        await to.WriteFieldEndAsync(default).ConfigureAwait(false);
    }

    private static async Task WriteListAsync(TProtocol to, ListType type, RpcValue value, Where where)
    {
        if (type.Wire == TType.Set)
        {
            await to.WriteSetBeginAsync(new TSet(type.Element.Wire, value.Count), default).ConfigureAwait(false);
        }
        else
        {
            await to.WriteListBeginAsync(new TList(type.Element.Wire, value.Count), default).ConfigureAwait(false);
        }

        foreach (var item in value.Items)
        {
            await WriteAsync(to, type.Element, item, where).ConfigureAwait(false);
        }

        await (type.Wire == TType.Set ? to.WriteSetEndAsync(default) : to.WriteListEndAsync(default)).ConfigureAwait(false);
    }

    private static async Task WriteMapAsync(TProtocol to, MapType type, RpcValue value, Where where)
    {
        await to.WriteMapBeginAsync(new TMap(type.Key.Wire, type.Value.Wire, value.Count), default).ConfigureAwait(false);
        foreach (var (name, item) in value.Properties)
        {
            await WriteAsync(to, type.Key, KeyOf(type.Key, name), where).ConfigureAwait(false);
            await WriteAsync(to, type.Value, item, where).ConfigureAwait(false);
        }

        foreach (var pair in value.Items)
        {
            if (pair.Kind != JsonValueKind.Array || pair.Count != 2)
            {
                throw new SerializationException($"{Sentence(where)} is a {type}: each of its pairs must be a list of a key and a value, "
                    + $"but one is {pair}.");
            }

            await WriteAsync(to, type.Key, pair[0], where).ConfigureAwait(false);
            await WriteAsync(to, type.Value, pair[1], where).ConfigureAwait(false);
        }

        await to.WriteMapEndAsync(default).ConfigureAwait(false);
    }

    /// <summary>Converts the name of a property to the value of a map key.</summary>
    private static RpcValue KeyOf(ThriftType type, string name) => type.Wire switch
    {
        TType.Bool when name is "true" or "false" => name == "true",
        TType.Byte or TType.I16 or TType.I64
            when long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        TType.I32 when long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        TType.Double when double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => name,
    };

    private static long Integer(JsonElement json, ThriftType type, Where where)
    {
        var (least, most) = IntegerRange.Of(type.Wire);
        if (json.ValueKind != JsonValueKind.Number)
        {
            throw Unfit(type, json, where);
        }

        return json.TryGetInt64(out var value) && value >= least && value <= most ? value : throw new SerializationException(
            FormattableString.Invariant(
                $"{Sentence(where)} is an {type}, from {least} to {most}, and {Shorten(json.GetRawText())} does not fit."));
    }

    private static int Number(EnumType type, RpcValue value, Where where) => value.GetString() is not { } name
        ? (int)Integer(value.ToJsonElement(), type, where)
        : type.TryFind(name, out var number)
            ? number
            : throw new SerializationException(
                $"{Sentence(where)} is a {type}, which has no value '{Shorten(name)}'. It has {type.Known}.");

    private static byte[] Bytes(JsonElement json, Where where) => json.TryGetBytesFromBase64(out var bytes)
        ? bytes
        : throw new SerializationException($"{Sentence(where)} is binary, and its text is not base64. Pass a byte[].");

    private static SerializationException Unfit(ThriftType type, JsonElement json, Where where) => new(
        $"{Sentence(where)} is {(IsVowel(type.Name[0]) ? "an" : "a")} {type}, not {Describe(json)}.");

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'A' or 'E' or 'I' or 'O';

    private static string Describe(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "null, which Thrift does not allow there",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "the text " + Shorten(json.GetRawText()),
        _ => Shorten(json.GetRawText()),
    };

    private static string Sentence(Where where)
    {
        var words = where.ToString();
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
