using System.Text.Json;
using System.Text.Unicode;
using Messaging.Drivers.Thrift.Types;
using Messaging.Drivers.Thrift.Wire;
using Thrift.Protocol;
using Thrift.Protocol.Entities;
using Thrift.Protocol.Utilities;

namespace Messaging.Drivers.Thrift.Codec;

/// <summary>
/// Reads values into JSON. A value that does not fit its type is skipped and remembered, so that the rest of the message is still read;
/// only the first such fault counts.
/// </summary>
/// <param name="from">The message.</param>
/// <param name="writer">The destination.</param>
/// <param name="cancellationToken">Ends the wait for bytes still to arrive.</param>
internal sealed class ValueReader(TProtocol from, Utf8JsonWriter writer, CancellationToken cancellationToken)
{
    private readonly bool _isBytes = from is not TJsonProtocol;
    private readonly MemoryBinaryProtocol? _memory = from as MemoryBinaryProtocol;

    /// <summary>The first fault; null when there is none. With a fault, the JSON is of no use.</summary>
    public string? Fault { get; private set; }

    public async ValueTask ReadAsync(ThriftType type, Where where)
    {
        switch (type.Wire)
        {
            case TType.Bool:
                writer.WriteBooleanValue(await from.ReadBoolAsync(cancellationToken).ConfigureAwait(false));
                break;
            case TType.Byte:
                writer.WriteNumberValue(await from.ReadByteAsync(cancellationToken).ConfigureAwait(false));
                break;
            case TType.I16:
                writer.WriteNumberValue(await from.ReadI16Async(cancellationToken).ConfigureAwait(false));
                break;
            case TType.I32 when type is EnumType named:
                writer.WriteEnum(named, await from.ReadI32Async(cancellationToken).ConfigureAwait(false));
                break;
            case TType.I32:
                writer.WriteNumberValue(await from.ReadI32Async(cancellationToken).ConfigureAwait(false));
                break;
            case TType.I64:
                writer.WriteNumberValue(await from.ReadI64Async(cancellationToken).ConfigureAwait(false));
                break;
            case TType.Double:
                writer.WriteDouble(await from.ReadDoubleAsync(cancellationToken).ConfigureAwait(false));
                break;
            case TType.String when type == BaseType.Binary && _memory is { } memory:
                writer.WriteBase64StringValue(memory.TakeBytes());
                break;
            case TType.String when type == BaseType.Binary:
                writer.WriteBase64StringValue(await from.ReadBinaryAsync(cancellationToken).ConfigureAwait(false));
                break;
            case TType.String:
                await ReadTextAsync(where, isName: false).ConfigureAwait(false);
                break;
            case TType.Uuid:
                writer.WriteStringValue(await from.ReadUuidAsync(cancellationToken).ConfigureAwait(false));
                break;
            case TType.List or TType.Set:
                await ReadListAsync((ListType)type, where).ConfigureAwait(false);
                break;
            case TType.Map:
                await ReadMapAsync((MapType)type, where).ConfigureAwait(false);
                break;
            default:
                await ReadStructAsync((StructType)type).ConfigureAwait(false);
                break;
        }
    }

    public async ValueTask ReadStructAsync(StructType type)
    {
        from.IncrementRecursionDepth();
        var seen = new bool[type.Fields.Count];
        var count = 0;
        writer.WriteStartObject();
        await from.ReadStructBeginAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var head = await from.ReadFieldBeginAsync(cancellationToken).ConfigureAwait(false);
            if (head.Type == TType.Stop)
            {
                break;
            }

            var index = type.IndexOf(head.ID);
            if (index < 0 || seen[index] || !IsOf(type.Fields[index].Type, head.Type, new Where(type, type.Fields[index])))
            {
                // A field of a newer version of the file, a duplicate, or one that does not fit.
                await TProtocolUtil.SkipAsync(from, head.Type, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                seen[index] = true;
                count++;
                writer.WritePropertyName(type.Fields[index].Name);
                await ReadAsync(type.Fields[index].Type, new Where(type, type.Fields[index])).ConfigureAwait(false);
            }

            await from.ReadFieldEndAsync(cancellationToken).ConfigureAwait(false);
        }

        await from.ReadStructEndAsync(cancellationToken).ConfigureAwait(false);
        Complete(type, seen, count);
        writer.WriteEndObject();
        from.DecrementRecursionDepth();
    }

    /// <summary>Whether a value is of its type; if not, that is the fault.</summary>
    public bool IsOf(ThriftType type, TType sent, Where where)
    {
        if (type.Wire == sent)
        {
            return true;
        }

        Fault ??= $"{where} is of the type {type}, but arrived as {TypeWords.Of(sent)}";
        return false;
    }

    /// <summary>Fills in the defaults of missing fields, and checks that required ones are present.</summary>
    private void Complete(StructType type, bool[] seen, int count)
    {
        for (var i = 0; i < seen.Length && type.Kind != StructKind.Union; i++)
        {
            if (seen[i])
            {
                continue;
            }

            var field = type.Fields[i];
            if (field.Presence == Presence.Required)
            {
                Fault ??= $"{new Where(type, field)} is required, but did not arrive";
            }
            else if (field.HasDefault)
            {
                writer.WritePropertyName(field.Name);
                writer.WriteRawValue(field.DefaultValue.ToJsonElement().GetRawText(), skipInputValidation: true);
            }
        }

        if (type.Kind == StructKind.Union && count != 1)
        {
            Fault ??= $"the union {type.Name} must have exactly one known field, but {count} arrived";
        }
    }

    private async ValueTask ReadListAsync(ListType type, Where where)
    {
        TType element;
        int count;
        if (type.Wire == TType.Set)
        {
            var head = await from.ReadSetBeginAsync(cancellationToken).ConfigureAwait(false);
            (element, count) = (head.ElementType, head.Count);
        }
        else
        {
            var head = await from.ReadListBeginAsync(cancellationToken).ConfigureAwait(false);
            (element, count) = (head.ElementType, head.Count);
        }

        var fits = count == 0 || IsOf(type.Element, element, where);
        writer.WriteStartArray();
        for (var i = 0; i < count; i++)
        {
            if (fits)
            {
                await ReadAsync(type.Element, where).ConfigureAwait(false);
            }
            else
            {
                await SkipAsync(element).ConfigureAwait(false);
            }
        }

        writer.WriteEndArray();
        await (type.Wire == TType.Set ? from.ReadSetEndAsync(cancellationToken) : from.ReadListEndAsync(cancellationToken))
            .ConfigureAwait(false);
    }

    private async ValueTask ReadMapAsync(MapType type, Where where)
    {
        var head = await from.ReadMapBeginAsync(cancellationToken).ConfigureAwait(false);
        var fits = head.Count == 0 || (IsOf(type.Key, head.KeyType, where) && IsOf(type.Value, head.ValueType, where));
        var isObject = type.Key.IsName || !fits;
        if (isObject)
        {
            writer.WriteStartObject();
        }
        else
        {
            writer.WriteStartArray();
        }

        for (var i = 0; i < head.Count; i++)
        {
            if (!fits)
            {
                await SkipAsync(head.KeyType).ConfigureAwait(false);
                await SkipAsync(head.ValueType).ConfigureAwait(false);
            }
            else if (isObject)
            {
                await ReadNameAsync(type.Key, where).ConfigureAwait(false);
                await ReadAsync(type.Value, where).ConfigureAwait(false);
            }
            else
            {
                writer.WriteStartArray();
                await ReadAsync(type.Key, where).ConfigureAwait(false);
                await ReadAsync(type.Value, where).ConfigureAwait(false);
                writer.WriteEndArray();
            }
        }

        if (isObject)
        {
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteEndArray();
        }

        await from.ReadMapEndAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ReadNameAsync(ThriftType type, Where where)
    {
        if (type == BaseType.Text)
        {
            await ReadTextAsync(where, isName: true).ConfigureAwait(false);
            return;
        }

        writer.WritePropertyName(await KeyReader.ReadAsync(from, type, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Protocols that carry bytes: these are put into the JSON as they are. The JSON protocol carries texts.</summary>
    private async ValueTask ReadTextAsync(Where where, bool isName)
    {
        if (!_isBytes)
        {
            var text = await from.ReadStringAsync(cancellationToken).ConfigureAwait(false);
            Write(text, isName);
            return;
        }

        if (_memory is { } memory)
        {
            Write(memory.TakeBytes(), where, isName);
            return;
        }

        Write(await from.ReadBinaryAsync(cancellationToken).ConfigureAwait(false), where, isName);
    }

    private void Write(ReadOnlySpan<byte> bytes, Where where, bool isName)
    {
        if (!Utf8.IsValid(bytes))
        {
            Fault ??= $"{where} is a text, but its bytes are not UTF-8";
            bytes = [];
        }

        if (isName)
        {
            writer.WritePropertyName(bytes);
        }
        else
        {
            writer.WriteStringValue(bytes);
        }
    }

    private void Write(string text, bool isName)
    {
        if (isName)
        {
            writer.WritePropertyName(text);
        }
        else
        {
            writer.WriteStringValue(text);
        }
    }

    private async ValueTask SkipAsync(TType type) => await TProtocolUtil.SkipAsync(from, type, cancellationToken).ConfigureAwait(false);
}
