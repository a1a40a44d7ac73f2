using System.Net;
using System.Net.Sockets;

namespace Messaging.Drivers.Rabbit.Tests.Connecting.Sockets;

/// <summary>Two sockets that are connected over the loopback interface, with small buffers, so that a peer that does not read is soon noticed.</summary>
internal sealed class SocketPair : IDisposable
{
    private SocketPair(Socket near, Socket far)
    {
        Near = near;
        Far = far;
    }

    public Socket Near { get; }

    public Socket Far { get; }

    public static async Task<SocketPair> ConnectAsync(CancellationToken cancellationToken)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 16 * 1024 };
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var near = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = 16 * 1024 };
        await near.ConnectAsync(listener.LocalEndPoint!, cancellationToken);
        return new SocketPair(near, await listener.AcceptAsync(cancellationToken));
    }

    /// <summary>Reads at the far end until there is so much.</summary>
    public async Task<byte[]> ReadAsync(int count, CancellationToken cancellationToken)
    {
        var read = new byte[count];
        using var stream = new NetworkStream(Far);
        await stream.ReadExactlyAsync(read, cancellationToken);
        return read;
    }

    /// <summary>Ends the connection at the far end as a peer does that died: with a reset.</summary>
    public void Reset()
    {
        Far.LingerState = new LingerOption(true, 0);
        Far.Dispose();
    }

    public void Dispose()
    {
        Near.Dispose();
        Far.Dispose();
    }
}
