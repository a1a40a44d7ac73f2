using System.Net;
using System.Net.Sockets;

namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>The file of a Unix domain socket: a process that was killed leaves it behind, and nobody can bind it until it is gone.</summary>
internal static class SocketFile
{
    /// <summary>Removes the file, if it is one of a socket that nobody listens on.</summary>
    public static void RemoveIfDead(EndPoint endpoint)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // On one machine this does not wait for anybody: the other side need not accept for it.
            socket.Connect(endpoint);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            // Somebody's file, which is no socket, refuses in the same way.
            if (new FileInfo(endpoint.ToString()!).Length == 0)
            {
                File.Delete(endpoint.ToString()!);
            }
        }
        catch (SocketException)
        {
            // There is none, or it is no socket: binding says what is wrong.
        }
    }
}
