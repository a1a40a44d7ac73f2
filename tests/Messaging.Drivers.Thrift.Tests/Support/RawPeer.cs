using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Messaging.DriverContract;

namespace Messaging.Drivers.Thrift.Tests.Support;

/// <summary>A client that sends what bytes the test wants.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private NetworkStream _stream = null!;

    /// <summary>A whole call of <c>add(1, 2)</c> in the binary protocol, not framed.</summary>
    public static byte[] Add { get; } =
        [0x80, 1, 0, 1, 0, 0, 0, 3, .. "add"u8, 0, 0, 0, 7, 8, 0, 1, 0, 0, 0, 1, 8, 0, 2, 0, 0, 0, 2, 0];

    public static async Task<RawPeer> ConnectAsync(int port)
    {
        var peer = new RawPeer();
        await peer._client.ConnectAsync(IPAddress.Loopback, port).WithinLimit();
        peer._stream = peer._client.GetStream();
        return peer;
    }

    public static byte[] Frame(ReadOnlySpan<byte> message)
    {
        var frame = new byte[4 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, message.Length);
        message.CopyTo(frame.AsSpan(4));
        return frame;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes);

    /// <summary>Says that nothing more comes.</summary>
    public void EndSending()
    {
        try
        {
            _client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server has closed it already.
        }
    }

    /// <summary>What the server sends until it closes the connection.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        using var all = new MemoryStream();
        try
        {
            await _stream.CopyToAsync(all).WithinLimit();
        }
        catch (IOException)
        {
            // It did not read all that was sent.
        }

        return all.ToArray();
    }

    /// <summary>What the server sends until a text stands in it.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        var all = "";
        var bytes = new byte[1024];
        while (!all.Contains(text, StringComparison.Ordinal))
        {
            var read = await _stream.ReadAsync(bytes).AsTask().WithinLimit();
            Assert.True(read > 0, $"The server closed after: {all}");
            all += Encoding.Latin1.GetString(bytes, 0, read);
        }

        return all;
    }

    public async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes).AsTask().WithinLimit();
        return bytes;
    }

    public static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    public void Dispose() => _client.Dispose();
}
