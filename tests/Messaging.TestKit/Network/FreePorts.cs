using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Messaging.TestKit;

/// <summary>
/// Hands out TCP ports that nobody listens on, each once. They lie below the range from which the system takes the ports of
/// outgoing connections: a client that keeps trying to reach a port in that range while nobody listens on it gets it one day as its
/// own, connects to itself, and the server that wants its port back cannot have it.
/// </summary>
public static class FreePorts
{
    private const int First = 15_000;
    private const string SystemRange = "/proc/sys/net/ipv4/ip_local_port_range";

    private static readonly HashSet<int> Given = [];
    private static readonly int End = EndOfOurs();

    /// <summary>A port of 127.0.0.1 that is free now and that no other caller in this process was given.</summary>
    public static int Next()
    {
        lock (Given)
        {
            for (var attempt = 0; attempt < 1_000; attempt++)
            {
                var port = Random.Shared.Next(First, End);
                if (IsFree(port) && Given.Add(port))
                {
                    return port;
                }
            }
        }

        throw new InvalidOperationException($"No free TCP port between {First} and {End}.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int EndOfOurs()
    {
        const int usual = 32_768;
        if (!File.Exists(SystemRange))
        {
            return usual;
        }

        var start = int.Parse(File.ReadAllText(SystemRange).Split('\t', ' ')[0], CultureInfo.InvariantCulture);
        return start > First + 1_000 ? start : usual;
    }
}
