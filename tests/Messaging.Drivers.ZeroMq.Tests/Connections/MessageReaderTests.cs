using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Tests.Support;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Tests.Connections;

public sealed class MessageReaderTests
{
    private const int MaxBody = 1000;

    private static readonly byte[] Ping = RawClient.Frame(4, [4, .. "PING"u8, 0, 10, 7]);

    private readonly RecordingUser _user = new(MaxBody);
    private readonly List<byte[]> _pings = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Messages_come_whole_however_the_bytes_come(int atOnce)
    {
        byte[] stream =
        [
            .. Message("a"u8, ""u8), .. Ping, .. Message("b"u8, new byte[MaxBody]),
            .. RawClient.Frame(1, "c"u8), .. Ping, .. RawClient.Frame(0, "between"u8), .. RawClient.Frame(4, [3, .. "NEW"u8]), .. Message("d"u8, "last"u8),
        ];

        Read(stream, atOnce);

        Assert.Equal(["a", "b", "c", "d"], _user.Messages.Select(message => System.Text.Encoding.ASCII.GetString(message.Header)));
        Assert.Equal([0, MaxBody, 7, 4], _user.Messages.Select(message => message.Body.Length));
        Assert.Equal([[0, 10, 7], [0, 10, 7]], _pings);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100_000)]
    public void A_body_that_is_too_large_is_passed_over_and_the_next_message_is_read(int atOnce)
    {
        var capacity = Read([.. Message("a"u8, new byte[90_000]), .. Message("b"u8, "next"u8)], atOnce);

        Assert.Equal([90_000], _user.TooLarge);
        Assert.Equal("next"u8.ToArray(), Assert.Single(_user.Messages).Body);
        if (atOnce < 100)
        {
            Assert.InRange(capacity, 1, 32 * 1024);
        }
    }

    [Fact]
    public void A_frame_that_is_only_announced_takes_no_memory()
    {
        var reader = new MessageReader(new RecordingUser(int.MaxValue - 100), null, _ => { });
        using var buffer = new ReceiveBuffer();
        Fill(buffer, [.. RawClient.Frame(1, "a"u8), 2, 0, 0, 0, 0, 0x70, 0, 0, 0]);

        var missing = reader.Read(buffer);

        Assert.Equal(0x70000000, missing);
        Assert.InRange(buffer.Room(missing).Length, 1, 32 * 1024);
    }

    [Fact]
    public void What_no_peer_of_ours_sends_ends_the_connection()
    {
        Assert.All(
            new byte[][]
            {
                RawClient.Frame(0, "a message of one frame"u8),
                [.. RawClient.Frame(1, "a"u8), .. RawClient.Frame(1, "b"u8), .. RawClient.Frame(0, "c"u8)],
                [.. RawClient.Frame(1, new byte[MessageLimits.MaxHeader + 1]), .. RawClient.Frame(0, "b"u8)],
                [.. RawClient.Frame(1, "a"u8), 2, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
                [4, 0],
                RawClient.Frame(4, new byte[4000]),
                RawClient.Frame(4, [5, .. "ERROR"u8, 2, .. "no"u8]),
                [0xff, 0xff],
            },
            stream => Assert.Throws<ZmtpException>(() => Read(stream, 1000)));
    }

    [Fact]
    public void No_bytes_make_it_fail_in_another_way_than_it_should()
    {
        // MESSAGING_FUZZ_INPUTS=1000000 tries a million.
        var inputs = int.TryParse(Environment.GetEnvironmentVariable("MESSAGING_FUZZ_INPUTS"), out var given) ? given : 20_000;
        var random = new Random(20_251_121);
        byte[] seed = [.. Message("header"u8, "body"u8), .. Ping, .. Message("x"u8, new byte[300])];
        var user = new RecordingUser(MaxBody);
        var refused = 0;
        for (var i = 0; i < inputs; i++)
        {
            var input = Mutate(seed, random);
            var reader = new MessageReader(user, null, ping => Heartbeats.WritePong(stackalloc byte[Heartbeats.MaxPong], ping));
            using var buffer = new ReceiveBuffer();
            try
            {
                for (var at = 0; at < input.Length;)
                {
                    var count = Math.Min(random.Next(1, 64), input.Length - at);
                    Fill(buffer, input.AsSpan(at, count));
                    at += count;
                    reader.Read(buffer);
                }
            }
            catch (ZmtpException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, inputs / 10, inputs);
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var input = random.Next(4) == 0 ? new byte[random.Next(1, 200)] : seed.ToArray();
        if (input.Length != seed.Length)
        {
            random.NextBytes(input);
        }

        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            input[random.Next(input.Length)] = (byte)random.Next(256);
        }

        return random.Next(3) == 0 ? input[..random.Next(1, input.Length)] : input;
    }

    private static byte[] Message(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body) =>
        [.. RawClient.Frame(1, header), .. RawClient.Frame(0, body)];

    private static void Fill(ReceiveBuffer buffer, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var room = buffer.Room(bytes.Length).Span;
            var count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            buffer.Filled(count);
            bytes = bytes[count..];
        }
    }

    /// <summary>Reads a stream, and returns how large the buffer became.</summary>
    private int Read(byte[] stream, int atOnce)
    {
        var reader = new MessageReader(_user, null, ping => _pings.Add(ping.ToArray()));
        using var buffer = new ReceiveBuffer();
        for (var at = 0; at < stream.Length; at += atOnce)
        {
            Fill(buffer, stream.AsSpan(at, Math.Min(atOnce, stream.Length - at)));
            reader.Read(buffer);
        }

        return buffer.Capacity;
    }
}
