using System.Globalization;
using Messaging.Drivers.Thrift.Messages;
using Messaging.Drivers.Thrift.Tests.Support;
using Messaging.Drivers.Thrift.Wire;
using Thrift;

namespace Messaging.Drivers.Thrift.Tests.Codec;

/// <summary>Decoders are given calls that were damaged in every way: they read them or refuse them, and never hang, crash, or take memory without bound.</summary>
public sealed class FuzzTests
{
    private static readonly TConfiguration Limits = new() { MaxMessageSize = 1_000_000, MaxFrameSize = 1_000_000, RecursionLimit = 64 };
    private static readonly MethodDirectory Methods = new(new Dictionary<string, ThriftService> { ["tester"] = TestServices.Tester });
    private static readonly int Inputs = int.Parse(Environment.GetEnvironmentVariable("MESSAGING_FUZZ_INPUTS") ?? "4000", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(WireProtocol.Binary, true)]
    [InlineData(WireProtocol.Binary, false)]
    [InlineData(WireProtocol.OldBinary, true)]
    [InlineData(WireProtocol.Compact, true)]
    [InlineData(WireProtocol.Compact, false)]
    [InlineData(WireProtocol.Json, true)]
    [InlineData(WireProtocol.Json, false)]
    internal async Task Damaged_calls_are_read_or_refused(WireProtocol protocol, bool isFramed)
    {
        var dialect = new Dialect(protocol, isFramed, IsZlib: false);
        var good = await WriteAsync(dialect);
        Assert.Null((await ReadAsync(dialect, good))!.Refusal);
        var random = new Random(17);
        var (read, refused) = (0, 0);
        for (var i = 0; i < Inputs / 7; i++)
        {
            var call = await ReadAsync(dialect, Damage(good, random));
            _ = call is null ? refused++ : read++;
        }

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused");
    }

    [Fact]
    public async Task Anything_at_all_is_recognised_or_refused()
    {
        var random = new Random(3);
        for (var i = 0; i < Inputs; i++)
        {
            var bytes = new byte[random.Next(64)];
            random.NextBytes(bytes);
            if (bytes.Length > 0 && random.Next(2) == 0)
            {
                bytes[0] = (byte)"\x00\x16\x78["[random.Next(4)];
            }

            try
            {
                var buffer = new ReceiveBuffer(new MemoryStream(bytes));
                await Sniffer.RecogniseAsync(buffer, Limits.MaxFrameSize, default);
            }
            catch (WireException)
            {
                // Refused.
            }
        }
    }

    /// <summary>A call, or null for one that was refused.</summary>
    private static async Task<IncomingCall?> ReadAsync(Dialect dialect, byte[] bytes)
    {
        var channel = new MessageChannel(Stream.Null, new ReceiveBuffer(new MemoryStream(bytes)), dialect, Limits);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var message = await channel.BeginReadAsync(default);
            var call = await CallReader.ReadAsync(message, Methods, default);
            if (call.Body is { } body)
            {
                // What is handed on is JSON that Core can read.
                Assert.Equal("echo", RpcValue.Parse(body.WrittenSpan)["method"].GetString());
                body.Dispose();
            }

            return call;
        }
        catch (Exception e) when (e is not (OutOfMemoryException or Xunit.Sdk.XunitException or StackOverflowException))
        {
            return null;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
        }
    }

    private static byte[] Damage(byte[] good, Random random)
    {
        var bytes = good.ToList();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), random.Next(1, 8)));
                    break;
                case 4:
                    var part = bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    bytes.InsertRange(random.Next(bytes.Count), part);
                    break;
                default:
                    // What a length or a count would be.
                    for (var i = at; i < Math.Min(at + 4, bytes.Count); i++)
                    {
                        bytes[i] = (byte)(random.Next(2) * 255);
                    }

                    break;
            }

            if (bytes.Count == 0)
            {
                bytes.Add(0);
            }
        }

        return [.. bytes];
    }

    private static async Task<byte[]> WriteAsync(Dialect dialect)
    {
        var arguments = RpcValue.Parse("""
            {"value": {"truth": true, "small": -1, "medium": 2, "whole": 3, "large": 4, "real": 0.5, "text": "té", "bytes": "AAEC", "colour": "red",
             "inner": {"number": 5, "note": "n"}, "numbers": [1, 2, 3], "words": ["a", "b"], "table": {"x": [{"number": 1}]},
             "nested": {"1": {"red": {"circle": 3}}}, "deep": [[[1]]], "shape": {"named": "x"}, "flags": [true, false], "stamp": {"seconds": 1}}}
            """);
        using var message = MessageChannel.CreateMessage(dialect);
        var call = OutgoingCall.Create(TestServices.Tester.Find("echo")!, "echo", arguments);
        await call.WriteAsync(message, dialect, Limits, 1);
        var bytes = message.WrittenSpan.ToArray();
        return dialect.IsFramed ? RawPeer.Frame(bytes.AsSpan(4)) : bytes;
    }
}
