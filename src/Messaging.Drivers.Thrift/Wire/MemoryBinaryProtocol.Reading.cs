using System.Buffers.Binary;
using System.Text;
using Thrift.Protocol;
using Thrift.Protocol.Entities;

namespace Messaging.Drivers.Thrift.Wire;

/// <content>
/// Reading. The bounds are Apache's: a container or a text that claims to be larger than the rest of the message is refused before anything
/// is allocated for it.
/// </content>
internal sealed partial class MemoryBinaryProtocol
{
    public override ValueTask<TMessage> ReadMessageBeginAsync(CancellationToken cancellationToken = default)
    {
        var first = TakeI32();
        if (first < 0)
        {
            if (((uint)first & VersionMask) != Version)
            {
                throw new TProtocolException(TProtocolException.BAD_VERSION, $"its version, {(uint)first & VersionMask:x8}, is not known");
            }

            return new ValueTask<TMessage>(
                new TMessage { Type = (TMessageType)(first & 0xff), Name = TakeText(TakeI32()), SeqID = TakeI32() });
        }

        return isStrict
            ? throw new TProtocolException(TProtocolException.BAD_VERSION, "it has no version")
            : new ValueTask<TMessage>(new TMessage { Name = TakeText(first), Type = (TMessageType)(sbyte)TakeByte(), SeqID = TakeI32() });
    }

    public override Task ReadMessageEndAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override ValueTask<TStruct> ReadStructBeginAsync(CancellationToken cancellationToken = default) => new(AnonymousStruct);

    public override Task ReadStructEndAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override ValueTask<TField> ReadFieldBeginAsync(CancellationToken cancellationToken = default)
    {
        var type = (TType)TakeByte();
        return new ValueTask<TField>(type == TType.Stop ? StopField : new TField { Type = type, ID = TakeI16() });
    }

    public override Task ReadFieldEndAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override ValueTask<TMap> ReadMapBeginAsync(CancellationToken cancellationToken = default)
    {
        var map = new TMap { KeyType = (TType)TakeByte(), ValueType = (TType)TakeByte(), Count = TakeI32() };
        CheckReadBytesAvailable(map);
        return new ValueTask<TMap>(map);
    }

    public override Task ReadMapEndAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override ValueTask<TList> ReadListBeginAsync(CancellationToken cancellationToken = default)
    {
        var list = new TList { ElementType = (TType)TakeByte(), Count = TakeI32() };
        CheckReadBytesAvailable(list);
        return new ValueTask<TList>(list);
    }

    public override Task ReadListEndAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override ValueTask<TSet> ReadSetBeginAsync(CancellationToken cancellationToken = default)
    {
        var set = new TSet { ElementType = (TType)TakeByte(), Count = TakeI32() };
        CheckReadBytesAvailable(set);
        return new ValueTask<TSet>(set);
    }

    public override Task ReadSetEndAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override ValueTask<bool> ReadBoolAsync(CancellationToken cancellationToken = default) => new(TakeByte() == 1);

    public override ValueTask<sbyte> ReadByteAsync(CancellationToken cancellationToken = default) => new((sbyte)TakeByte());

    public override ValueTask<short> ReadI16Async(CancellationToken cancellationToken = default) => new(TakeI16());

    public override ValueTask<int> ReadI32Async(CancellationToken cancellationToken = default) => new(TakeI32());

    public override ValueTask<long> ReadI64Async(CancellationToken cancellationToken = default) =>
        new(BinaryPrimitives.ReadInt64BigEndian(memory.Take(sizeof(long))));

    public override ValueTask<double> ReadDoubleAsync(CancellationToken cancellationToken = default) =>
        new(BinaryPrimitives.ReadDoubleBigEndian(memory.Take(sizeof(double))));

    public override ValueTask<string> ReadStringAsync(CancellationToken cancellationToken = default) => new(TakeText(TakeI32()));

    public override ValueTask<byte[]> ReadBinaryAsync(CancellationToken cancellationToken = default) => new(TakeBytes().ToArray());

    public override ValueTask<Guid> ReadUuidAsync(CancellationToken cancellationToken = default) =>
        new(new Guid(memory.Take(UuidSize), bigEndian: true));

    public override int GetMinSerializedSize(TType type) => type switch
    {
        TType.Stop or TType.Void or TType.Bool or TType.Byte or TType.Struct => 1,
        TType.I16 => sizeof(short),
        TType.I32 or TType.String or TType.Map or TType.Set or TType.List => sizeof(int),
        TType.I64 or TType.Double => sizeof(long),
        TType.Uuid => UuidSize,
        _ => throw new TProtocolException(TProtocolException.NOT_IMPLEMENTED, $"it has values of the unknown type {(int)type}"),
    };

    /// <summary>Reads bytes, or a UTF-8 text, in place: they stay there until the message has been read.</summary>
    public ReadOnlySpan<byte> TakeBytes() => memory.Take(TakeI32());

    private byte TakeByte() => memory.Take(1)[0];

    private short TakeI16() => BinaryPrimitives.ReadInt16BigEndian(memory.Take(sizeof(short)));

    private int TakeI32() => BinaryPrimitives.ReadInt32BigEndian(memory.Take(sizeof(int)));

    private string TakeText(int length) => Encoding.UTF8.GetString(memory.Take(length));
}
