using System.Net;
using System.Net.Sockets;

namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>The file of a Unix domain socket. A killed process leaves it behind, and nobody can bind it until it is deleted.</summary>
internal static class SocketFile
{
    /// <summary>Deletes the file, if it belongs to a socket that nobody listens on.</summary>
    public static void RemoveIfDead(EndPoint endpoint)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // Within one machine this does not block: the connection is made before the other side accepts it.
            socket.Connect(endpoint);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            // A regular file, which is not a socket, refuses in the same way and must not be deleted.
            if (new FileInfo(endpoint.ToString()!).Length == 0)
            {
                File.Delete(endpoint.ToString()!);
            }
        }
        catch (SocketException)
        {
            // There is no file, or it is not a socket: Bind reports what is wrong.
        }
    }
}
