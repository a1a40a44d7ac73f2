using System.Net;
using System.Net.Sockets;

namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>The file of a Unix domain socket: a killed process leaves it behind, and nobody can bind it until it is removed.</summary>
internal static class SocketFile
{
    /// <summary>Removes the file, if it belongs to a socket on which nobody listens.</summary>
    public static void RemoveIfDead(EndPoint endpoint)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // On one machine this does not wait: the other side need not accept first.
            socket.Connect(endpoint);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            // An ordinary file refuses in the same way.
            if (new FileInfo(endpoint.ToString()!).Length == 0)
            {
                File.Delete(endpoint.ToString()!);
            }
        }
        catch (SocketException)
        {
            // The file does not exist, or is not a socket: binding will report it.
        }
    }
}
