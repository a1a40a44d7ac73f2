using System.Buffers.Binary;
using System.Text;
using Thrift.Protocol;
using Thrift.Protocol.Entities;

namespace Messaging.Drivers.Thrift.Wire;

/// <summary>
/// The binary protocol over a complete message in memory. Nothing waits, so no asynchronous work is created. It reads and writes the same
/// as Apache's own, in which every number takes three asynchronous methods.
/// </summary>
/// <param name="memory">The message.</param>
/// <param name="isStrict">Whether messages begin with a version, and those without are refused.</param>
internal sealed partial class MemoryBinaryProtocol(MemoryTransport memory, bool isStrict) : TProtocol(memory)
{
    private const uint Version = 0x80010000;
    private const uint VersionMask = 0xffff0000;
    private const int UuidSize = 16;

    public override Task WriteMessageBeginAsync(TMessage message, CancellationToken cancellationToken = default)
    {
        if (isStrict)
        {
            Put((int)(Version | (byte)message.Type));
            PutText(message.Name);
        }
        else
        {
            PutText(message.Name);
            Put((byte)message.Type);
        }

        return Done(message.SeqID);
    }

    public override Task WriteMessageEndAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override Task WriteStructBeginAsync(TStruct @struct, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override Task WriteStructEndAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override Task WriteFieldBeginAsync(TField field, CancellationToken cancellationToken = default)
    {
        var room = memory.Reserve(3);
        room[0] = (byte)field.Type;
        BinaryPrimitives.WriteInt16BigEndian(room[1..], field.ID);
        return Task.CompletedTask;
    }

    public override Task WriteFieldEndAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override Task WriteFieldStopAsync(CancellationToken cancellationToken = default) => Done((byte)TType.Stop);

    public override Task WriteMapBeginAsync(TMap map, CancellationToken cancellationToken = default)
    {
        Put((byte)map.KeyType);
        return Done(map.ValueType, map.Count);
    }

    public override Task WriteMapEndAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override Task WriteListBeginAsync(TList list, CancellationToken cancellationToken = default) =>
        Done(list.ElementType, list.Count);

    public override Task WriteListEndAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override Task WriteSetBeginAsync(TSet set, CancellationToken cancellationToken = default) => Done(set.ElementType, set.Count);

    public override Task WriteSetEndAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override Task WriteBoolAsync(bool b, CancellationToken cancellationToken = default) => Done(b ? (byte)1 : (byte)0);

    public override Task WriteByteAsync(sbyte b, CancellationToken cancellationToken = default) => Done((byte)b);

    public override Task WriteI16Async(short i16, CancellationToken cancellationToken = default)
    {
        BinaryPrimitives.WriteInt16BigEndian(memory.Reserve(sizeof(short)), i16);
        return Task.CompletedTask;
    }

    public override Task WriteI32Async(int i32, CancellationToken cancellationToken = default) => Done(i32);

    public override Task WriteI64Async(long i64, CancellationToken cancellationToken = default)
    {
        BinaryPrimitives.WriteInt64BigEndian(memory.Reserve(sizeof(long)), i64);
        return Task.CompletedTask;
    }

    public override Task WriteDoubleAsync(double d, CancellationToken cancellationToken = default)
    {
        BinaryPrimitives.WriteDoubleBigEndian(memory.Reserve(sizeof(double)), d);
        return Task.CompletedTask;
    }

    public override Task WriteStringAsync(string s, CancellationToken cancellationToken = default)
    {
        PutText(s);
        return Task.CompletedTask;
    }

    public override Task WriteBinaryAsync(byte[] bytes, CancellationToken cancellationToken = default)
    {
        PutBytes(bytes);
        return Task.CompletedTask;
    }

    public override Task WriteUuidAsync(Guid uuid, CancellationToken cancellationToken = default)
    {
        uuid.TryWriteBytes(memory.Reserve(UuidSize), bigEndian: true, out _);
        return Task.CompletedTask;
    }

    /// <summary>Writes bytes, or a text already in UTF-8.</summary>
    public void PutBytes(ReadOnlySpan<byte> bytes)
    {
        Put(bytes.Length);
        bytes.CopyTo(memory.Reserve(bytes.Length));
    }

    private void PutText(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Put(length);
        Encoding.UTF8.GetBytes(text, memory.Reserve(length));
    }

    private void Put(byte value) => memory.Reserve(1)[0] = value;

    private void Put(int value) => BinaryPrimitives.WriteInt32BigEndian(memory.Reserve(sizeof(int)), value);

    private Task Done(byte value)
    {
        Put(value);
        return Task.CompletedTask;
    }

    private Task Done(int value)
    {
        Put(value);
        return Task.CompletedTask;
    }

    private Task Done(TType element, int count)
    {
        Put((byte)element);
        Put(count);
        return Task.CompletedTask;
    }
}
