using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Security;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Tests.Support;

/// <summary>
/// A client made by hand from docs/drivers/zeromq.md, byte by byte: it shares no code with the driver but, where there is encryption, that.
/// </summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly NetworkStream _stream;
    private IFrameCipher? _cipher;

    private RawClient(NetworkStream stream) => _stream = stream;

    public static byte[] Greeting { get; } = MakeGreeting("NULL");

    public static Task<RawClient> ConnectAsync(int port) => ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));

    /// <param name="address">Where to.</param>
    /// <param name="from">The address of this machine to come from, or null for any.</param>
    public static async Task<RawClient> ConnectAsync(EndPoint address, IPAddress? from = null)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, address is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        if (from is not null)
        {
            socket.Bind(new IPEndPoint(from, 0));
        }

        await socket.ConnectAsync(address).WaitAsync(WaitLimit.Default);
        return new RawClient(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>The other end of a connection that is made to us.</summary>
    public static async Task<RawClient> AcceptAsync(TcpListener listener) =>
        new(new NetworkStream(await listener.AcceptSocketAsync().WaitAsync(WaitLimit.Default), ownsSocket: true));

    public static byte[] MakeGreeting(string mechanism, byte minor = 1)
    {
        var greeting = new byte[64];
        greeting[0] = 0xff;
        greeting[9] = 0x7f;
        greeting[10] = 3;
        greeting[11] = minor;
        Encoding.ASCII.GetBytes(mechanism, greeting.AsSpan(12));
        return greeting;
    }

    /// <summary>A frame as it stands on the wire.</summary>
    public static byte[] Frame(byte flags, ReadOnlySpan<byte> content)
    {
        if (content.Length < 256)
        {
            return [flags, (byte)content.Length, .. content];
        }

        var length = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(length, content.Length);
        return [(byte)(flags | 2), .. length, .. content];
    }

    public static byte[] Ready(string socketType)
    {
        byte[] type = [11, .. "Socket-Type"u8, 0, 0, 0, (byte)socketType.Length, .. Encoding.ASCII.GetBytes(socketType)];
        return Frame(4, [5, .. "READY"u8, .. type]);
    }

    /// <summary>Goes through the handshake and says hello; ends when the server has said whom it serves.</summary>
    public async Task GreetAsync(string replyTo, string? secret = null, byte minor = 1)
    {
        await ShakeHandsAsync(minor: minor);
        await HelloAsync(replyTo, secret);
    }

    private async Task HelloAsync(string replyTo, string? secret = null)
    {
        await SendMessageAsync(RawMessages.Header(RawMessages.Hello, new byte[16]), RawMessages.HelloOf(replyTo, secret));
        var (header, _) = await ReceiveMessageAsync();
        Assert.Equal(RawMessages.Announce, header[1]);
    }

    /// <summary>As a server: goes through the handshake, takes the HELLO and says whom it serves.</summary>
    /// <returns>The HELLO.</returns>
    public async Task<string> GreetAsServerAsync(string topic)
    {
        await ShakeHandsAsync("ROUTER");
        var (header, body) = await ReceiveMessageAsync();
        Assert.Equal(RawMessages.Hello, header[1]);
        await SendMessageAsync(RawMessages.Header(RawMessages.Announce, new byte[16]), RawMessages.Announcement(topic));
        return Encoding.UTF8.GetString(body);
    }

    /// <summary>Goes through a handshake with encryption, then says hello; ends when the server has said whom it serves.</summary>
    public async Task GreetAsync(string replyTo, Mechanism mechanism)
    {
        var session = await Handshake.RunAsync(_stream.Socket, "the server", mechanism, CancellationToken.None).WaitAsync(WaitLimit.Default);
        _cipher = session.Cipher;
        await HelloAsync(replyTo);
    }

    public async Task ShakeHandsAsync(string socketType = "DEALER", byte minor = 1)
    {
        await SendAsync(MakeGreeting("NULL", minor));
        await SendAsync(Ready(socketType));
        Assert.Equal(0xff, (await ReceiveAsync(64))[0]);
        var (flags, ready) = await ReceiveFrameAsync();
        Assert.Equal(4, flags & 4);
        Assert.StartsWith("READY", Encoding.ASCII.GetString(ready, 1, 5), StringComparison.Ordinal);
    }

    /// <summary>Sends a cast, and returns its id.</summary>
    public async Task<byte[]> SendCastAsync(string exchange, string topic, ReadOnlyMemory<byte> body)
    {
        var id = RandomNumberGenerator.GetBytes(16);
        byte[] header = [1, 4, .. id, 0, 0, 255, 255, 255, 255, .. Text(exchange), .. Text(topic), 0, 0, 0, 0];
        await SendMessageAsync(header, body);
        return id;
    }

    /// <summary>Sends a call, and returns its id.</summary>
    public async Task<byte[]> SendCallAsync(string topic, string method, string replyTo)
    {
        var id = RandomNumberGenerator.GetBytes(16);
        await SendMessageAsync(RawMessages.Request(RawMessages.Call, id, topic), RawMessages.CallOf(id, replyTo, method));
        return id;
    }

    public async Task SendMessageAsync(byte[] header, ReadOnlyMemory<byte> body)
    {
        await SendAsync(Encrypted(1, header));
        await SendAsync(Encrypted(0, body.Span));
    }

    public Task SendAsync(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes).AsTask().WaitAsync(WaitLimit.Default);

    /// <summary>The next message that is no command.</summary>
    public async Task<(byte[] Header, byte[] Body)> ReceiveMessageAsync()
    {
        while (true)
        {
            var (flags, header) = await ReceiveFrameAsync();
            if ((flags & 4) == 0)
            {
                Assert.Equal(1, flags & 1);
                return (header, (await ReceiveFrameAsync()).Content);
            }
        }
    }

    public async Task<(byte Flags, byte[] Content)> ReceiveFrameAsync()
    {
        var flags = (await ReceiveAsync(1))[0];
        var length = (flags & 2) == 0 ? (await ReceiveAsync(1))[0] : BinaryPrimitives.ReadInt64BigEndian(await ReceiveAsync(8));
        var content = await ReceiveAsync((int)length);
        return _cipher is null ? (flags, content) : Decrypted(content);
    }

    public async Task<byte[]> ReceiveAsync(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes).AsTask().WaitAsync(WaitLimit.Default);
        return bytes;
    }

    /// <summary>Reads until the other side closes.</summary>
    public async Task<byte[]> ReceiveToEndAsync()
    {
        using var all = new MemoryStream();
        try
        {
            await _stream.CopyToAsync(all).WaitAsync(WaitLimit.Default);
        }
        catch (IOException)
        {
            // Reset: as good an end as any.
        }

        return all.ToArray();
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private byte[] Encrypted(byte flags, ReadOnlySpan<byte> content)
    {
        if (_cipher is null)
        {
            return Frame(flags, content);
        }

        var encrypted = new byte[content.Length + _cipher.Overhead];
        _cipher.Encrypt((FrameFlags)flags, content, encrypted);
        return Frame(0, encrypted);
    }

    private (byte Flags, byte[] Content) Decrypted(byte[] content)
    {
        var plain = _cipher!.Decrypt(content, out var flags).ToArray();
        return ((byte)flags, plain);
    }

    private static byte[] Text(string text) => [(byte)Encoding.UTF8.GetByteCount(text), .. Encoding.UTF8.GetBytes(text)];
}
