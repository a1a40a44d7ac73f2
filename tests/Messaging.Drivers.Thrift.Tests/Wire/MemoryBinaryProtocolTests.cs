using System.Globalization;
using Messaging.Drivers.Thrift.Wire;
using Thrift;
using Thrift.Protocol;
using Thrift.Protocol.Entities;
using Thrift.Protocol.Utilities;

namespace Messaging.Drivers.Thrift.Tests.Wire;

/// <summary>Our binary protocol over memory beside Apache's: what one writes the other writes too, byte for byte, and reads, or refuses.</summary>
public sealed class MemoryBinaryProtocolTests
{
    private static readonly TConfiguration Limits = new() { MaxMessageSize = 1_000_000, MaxFrameSize = 1_000_000, RecursionLimit = 16 };
    private static readonly int Inputs = int.Parse(Environment.GetEnvironmentVariable("MESSAGING_FUZZ_INPUTS") ?? "4000", CultureInfo.InvariantCulture);

    private static readonly TType[] Types =
    [
        TType.Bool, TType.Byte, TType.I16, TType.I32, TType.I64, TType.Double, TType.String, TType.Uuid, TType.Struct, TType.Map, TType.Set, TType.List,
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    internal async Task Anything_is_written_as_Apaches_writes_it_and_each_reads_the_other(bool isStrict)
    {
        for (var seed = 0; seed < Inputs / 20; seed++)
        {
            var theirs = await WriteAsync(isStrict, isOurs: false, seed);
            var ours = await WriteAsync(isStrict, isOurs: true, seed);

            Assert.Equal(theirs, ours);
            var read = await ReadAsync(Apaches(theirs, isStrict));
            Assert.Equal(read, await ReadAsync(Ours(theirs, isStrict)));
            Assert.DoesNotContain("refused", read, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    internal async Task What_is_cut_off_is_refused_by_both_wherever_that_is(bool isStrict)
    {
        var whole = await WriteAsync(isStrict, isOurs: false, seed: 5);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.StartsWith("refused", await ReadAsync(Ours(whole[..length], isStrict)), StringComparison.Ordinal);
            Assert.StartsWith("refused", await ReadAsync(Apaches(whole[..length], isStrict)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    internal async Task What_is_damaged_is_read_by_both_alike_or_refused_by_both(bool isStrict)
    {
        var random = new Random(11);
        var (read, refused) = (0, 0);
        for (var i = 0; i < Inputs; i++)
        {
            var bytes = await WriteAsync(isStrict, isOurs: false, seed: i % 40);
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)255 : (byte)random.Next(256);
            }

            var theirs = await ReadAsync(Apaches(bytes, isStrict));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var ours = await ReadAsync(Ours(bytes, isStrict));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);

            // Apache's takes a text that says it is shorter than nothing for an empty one.
            if (!ours.EndsWith("size is negative", StringComparison.Ordinal))
            {
                Assert.Equal(theirs.StartsWith("refused", StringComparison.Ordinal) ? "refused" : theirs, ours.StartsWith("refused", StringComparison.Ordinal) ? "refused" : ours);
            }

            _ = ours.StartsWith("refused", StringComparison.Ordinal) ? refused++ : read++;
        }

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused");
    }

    [Theory]
    [InlineData(TType.List, new byte[] { 8, 0x7f, 0xff, 0xff, 0xff })]
    [InlineData(TType.List, new byte[] { 8, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(TType.List, new byte[] { 99, 0, 0, 0, 1, 0 })]
    [InlineData(TType.Set, new byte[] { 12, 0x40, 0, 0, 0 })]
    [InlineData(TType.Map, new byte[] { 2, 2, 0x7f, 0xff, 0xff, 0xff })]
    [InlineData(TType.String, new byte[] { 0x7f, 0xff, 0xff, 0xff, 1, 2, 3 })]
    [InlineData(TType.String, new byte[] { 0xff, 0xff, 0xff, 0xff })]
    [InlineData(TType.Uuid, new byte[] { 1, 2, 3 })]
    internal async Task A_size_that_is_a_lie_takes_no_memory(TType type, byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        await Assert.ThrowsAnyAsync<TException>(() => TProtocolUtil.SkipAsync(Ours(bytes, true), type, default));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        await Assert.ThrowsAnyAsync<TException>(() => TProtocolUtil.SkipAsync(Apaches(bytes, true), type, default));
    }

    [Fact]
    public async Task What_nests_too_deep_is_refused()
    {
        var bytes = Enumerable.Repeat(new byte[] { 12, 0, 1 }, 17).SelectMany(head => head).ToArray();

        await Assert.ThrowsAsync<TProtocolException>(() => TProtocolUtil.SkipAsync(Ours(bytes, true), TType.Struct, default));
    }

    private static MemoryBinaryProtocol Ours(byte[] bytes, bool isStrict) => new(new MemoryTransport(bytes, Limits), isStrict);

    private static TBinaryProtocol Apaches(byte[] bytes, bool isStrict) => new(new MemoryTransport(bytes, Limits), isStrict, isStrict);

    /// <summary>Writes a message of anything, the same each time for one seed.</summary>
    private static async Task<byte[]> WriteAsync(bool isStrict, bool isOurs, int seed)
    {
        using var message = MessageBuffer.Rent();
        var transport = new MemoryTransport(message, Limits);
        TProtocol to = isOurs ? new MemoryBinaryProtocol(transport, isStrict) : new TBinaryProtocol(transport, isStrict, isStrict);
        var random = new Random(seed);
        await to.WriteMessageBeginAsync(new TMessage("méthode" + seed, (TMessageType)random.Next(1, 5), random.Next(int.MinValue, int.MaxValue)), default);
        await WriteAsync(to, TType.Struct, random, depth: 0);
        await to.WriteMessageEndAsync(default);
        return message.WrittenSpan.ToArray();
    }

    private static async Task WriteAsync(TProtocol to, TType type, Random random, int depth)
    {
        var (first, second, count) = (Any(random, depth), Any(random, depth), random.Next(4));
        switch (type)
        {
            case TType.Bool:
                await to.WriteBoolAsync(random.Next(2) == 1, default);
                break;
            case TType.Byte:
                await to.WriteByteAsync((sbyte)random.Next(-128, 128), default);
                break;
            case TType.I16:
                await to.WriteI16Async((short)random.Next(-32768, 32768), default);
                break;
            case TType.I32:
                await to.WriteI32Async(random.Next(int.MinValue, int.MaxValue), default);
                break;
            case TType.I64:
                await to.WriteI64Async(random.NextInt64(long.MinValue, long.MaxValue), default);
                break;
            case TType.Double:
                double[] reals = [0, -0.0, double.NaN, double.PositiveInfinity, double.Epsilon, random.NextDouble()];
                await to.WriteDoubleAsync(reals[random.Next(reals.Length)], default);
                break;
            case TType.String when random.Next(2) == 0:
                string[] texts = ["", "a", "zoë 你好 😀", new('x', random.Next(300))];
                await to.WriteStringAsync(texts[random.Next(texts.Length)], default);
                break;
            case TType.String:
                var bytes = new byte[random.Next(300)];
                random.NextBytes(bytes);
                await to.WriteBinaryAsync(bytes, default);
                break;
            case TType.Uuid:
                var id = new byte[16];
                random.NextBytes(id);
                await to.WriteUuidAsync(new Guid(id), default);
                break;
            case TType.List:
                await to.WriteListBeginAsync(new TList(first, count), default);
                await WriteManyAsync(to, first, count, random, depth);
                await to.WriteListEndAsync(default);
                break;
            case TType.Set:
                await to.WriteSetBeginAsync(new TSet(first, count), default);
                await WriteManyAsync(to, first, count, random, depth);
                await to.WriteSetEndAsync(default);
                break;
            case TType.Map:
                await to.WriteMapBeginAsync(new TMap(first, second, count), default);
                for (var i = 0; i < count; i++)
                {
                    await WriteAsync(to, first, random, depth + 1);
                    await WriteAsync(to, second, random, depth + 1);
                }

                await to.WriteMapEndAsync(default);
                break;
            default:
                await WriteStructAsync(to, random, depth);
                break;
        }
    }

    private static async Task WriteManyAsync(TProtocol to, TType type, int count, Random random, int depth)
    {
        for (var i = 0; i < count; i++)
        {
            await WriteAsync(to, type, random, depth + 1);
        }
    }

    private static async Task WriteStructAsync(TProtocol to, Random random, int depth)
    {
        await to.WriteStructBeginAsync(new TStruct("s"), default);
        foreach (var type in depth == 0 ? Types : [.. Enumerable.Range(0, random.Next(3)).Select(_ => Any(random, depth))])
        {
            await to.WriteFieldBeginAsync(new TField("f", type, (short)random.Next(short.MinValue, short.MaxValue)), default);
            await WriteAsync(to, type, random, depth + 1);
            await to.WriteFieldEndAsync(default);
        }

        await to.WriteFieldStopAsync(default);
        await to.WriteStructEndAsync(default);
    }

    private static TType Any(Random random, int depth) => Types[random.Next(depth < 3 ? Types.Length : 8)];

    /// <summary>Reads a message to its end, as a text of all that was in it; or why it was refused.</summary>
    private static async Task<string> ReadAsync(TProtocol from)
    {
        try
        {
            var head = await from.ReadMessageBeginAsync(default);
            var text = new MessageText(from);
            await text.AddAsync(TType.Struct);
            await from.ReadMessageEndAsync(default);
            return $"{head.Name} {head.Type} {head.SeqID} {text}";
        }
        catch (TException e)
        {
            return "refused: " + (e.Message.Contains("whose size is -", StringComparison.Ordinal) ? "size is negative" : e.Message);
        }
    }
}
