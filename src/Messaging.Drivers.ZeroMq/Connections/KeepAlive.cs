using System.Net.Sockets;

namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>
/// Turns on TCP keep-alive where the protocol has no heartbeat, so that a machine that is gone is noticed all the same.
/// </summary>
internal static class KeepAlive
{
    private const int Questions = 3;

    /// <param name="socket">The connection.</param>
    /// <param name="interval">How often to probe; zero for never.</param>
    public static void TurnOn(Socket socket, TimeSpan interval)
    {
        if (interval == TimeSpan.Zero || socket.ProtocolType != ProtocolType.Tcp)
        {
            return;
        }

        try
        {
            var seconds = (int)Math.Clamp(Math.Ceiling(interval.TotalSeconds), 1, short.MaxValue);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, seconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, seconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Questions);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or PlatformNotSupportedException)
        {
            // The connection has ended, or the system has no keep-alive: the next send will show it.
        }
    }
}
