using System.Globalization;
using System.Text;
using Thrift.Protocol;
using Thrift.Protocol.Entities;

namespace Messaging.Drivers.Thrift.Tests.Wire;

/// <summary>All that is in a message, as a text.</summary>
internal sealed class MessageText(TProtocol from)
{
    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    public async Task AddAsync(TType type)
    {
        _text.Append(type).Append(':');
        switch (type)
        {
            case TType.Bool:
                Add(await from.ReadBoolAsync(default));
                break;
            case TType.Byte:
                Add(await from.ReadByteAsync(default));
                break;
            case TType.I16:
                Add(await from.ReadI16Async(default));
                break;
            case TType.I32:
                Add(await from.ReadI32Async(default));
                break;
            case TType.I64:
                Add(await from.ReadI64Async(default));
                break;
            case TType.Double:
                Add(BitConverter.DoubleToInt64Bits(await from.ReadDoubleAsync(default)));
                break;
            case TType.String when _text.Length % 2 == 0:
                Add(await from.ReadStringAsync(default));
                break;
            case TType.String:
                Add(Convert.ToHexString(await from.ReadBinaryAsync(default)));
                break;
            case TType.Uuid:
                Add(await from.ReadUuidAsync(default));
                break;
            case TType.List:
                var list = await from.ReadListBeginAsync(default);
                await AddManyAsync(list.Count, list.ElementType);
                await from.ReadListEndAsync(default);
                break;
            case TType.Set:
                var set = await from.ReadSetBeginAsync(default);
                await AddManyAsync(set.Count, set.ElementType);
                await from.ReadSetEndAsync(default);
                break;
            case TType.Map:
                var map = await from.ReadMapBeginAsync(default);
                await AddManyAsync(map.Count, map.KeyType, map.ValueType);
                await from.ReadMapEndAsync(default);
                break;
            case TType.Struct:
                await AddStructAsync();
                break;
            default:
                throw new TProtocolException(TProtocolException.INVALID_DATA, "unknown type");
        }
    }

    private void Add(object value) => _text.Append(CultureInfo.InvariantCulture, $"{value};");

    private async Task AddManyAsync(int count, params TType[] types)
    {
        Add(count);
        for (var i = 0; i < count; i++)
        {
            foreach (var type in types)
            {
                await AddAsync(type);
            }
        }
    }

    private async Task AddStructAsync()
    {
        from.IncrementRecursionDepth();
        await from.ReadStructBeginAsync(default);
        while (await from.ReadFieldBeginAsync(default) is { Type: not TType.Stop } field)
        {
            Add(field.ID);
            await AddAsync(field.Type);
            await from.ReadFieldEndAsync(default);
        }

        await from.ReadStructEndAsync(default);
        from.DecrementRecursionDepth();
    }
}
