using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Messaging.Soak.Hostile.Zoo;

/// <summary>A connection to a ZeroMQ port, on which anything may be written. It comes from another address than the good clients.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    private readonly NetworkStream _stream;

    private RawPeer(Socket socket) => _stream = new NetworkStream(socket, ownsSocket: true);

    public static async Task<RawPeer> ConnectAsync(int port, int number, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(new IPAddress([127, 0, 1, (byte)number]), 0));
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return new RawPeer(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public Task GreetAsync(string mechanism, CancellationToken cancellationToken)
    {
        var greeting = new byte[64];
        greeting[0] = 0xff;
        greeting[9] = 0x7f;
        greeting[10] = 3;
        greeting[11] = 1;
        Encoding.ASCII.GetBytes(mechanism, greeting.AsSpan(12));
        return SendAsync(greeting, cancellationToken);
    }

    public async Task ShakeHandsAsync(CancellationToken cancellationToken)
    {
        await GreetAsync("NULL", cancellationToken);
        await SendAsync(Frame(4, [5, .. "READY"u8, 11, .. "Socket-Type"u8, 0, 0, 0, 6, .. "DEALER"u8]), cancellationToken);
        await _stream.ReadExactlyAsync(new byte[64], cancellationToken);
    }

    public async Task HelloAsync(string replyTo, CancellationToken cancellationToken)
    {
        await ShakeHandsAsync(cancellationToken);
        await SendMessageAsync([1, 1, .. new byte[16]], Encoding.UTF8.GetBytes($$"""{"reply_to": "{{replyTo}}"}"""), cancellationToken);
    }

    public Task CallAsync(Guid id, byte[] body, CancellationToken cancellationToken) => SendMessageAsync(
        [1, 3, .. id.ToByteArray(), 0, 255, 255, 255, 255, 255, .. Text("openstack"), .. Text(HostileServer.Topic), 0, 0, 0, 0], body, cancellationToken);

    public async Task SendMessageAsync(byte[] header, byte[] body, CancellationToken cancellationToken)
    {
        await SendAsync(Frame(1, header), cancellationToken);
        await SendAsync(Frame(0, body), cancellationToken);
    }

    public Task SendAsync(byte[] bytes, CancellationToken cancellationToken) => _stream.WriteAsync(bytes, cancellationToken).AsTask();

    /// <summary>Reads until the other side has had enough.</summary>
    public Task ReadToEndAsync(CancellationToken cancellationToken) => _stream.CopyToAsync(Stream.Null, cancellationToken);

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    public static byte[] Frame(byte flags, byte[] content)
    {
        if (content.Length < 256)
        {
            return [flags, (byte)content.Length, .. content];
        }

        var length = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(length, content.Length);
        return [(byte)(flags | 2), .. length, .. content];
    }

    private static byte[] Text(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];
}
