using System.Net;
using System.Net.Sockets;

namespace Messaging.Drivers.ZeroMq.Admission;

/// <summary>
/// Where peers come from, as far as they can be told apart before they authenticate. Counts what all peers from there use together.
/// </summary>
/// <param name="address">An address, an IPv6 network, or an empty string for this machine.</param>
internal sealed class Origin(string address)
{
    /// <summary>A peer with one IPv6 address usually controls its whole network.</summary>
    private const int NetworkBytes = 8;

    private long _waiting;

    public string Address => address;

    /// <summary>The number of connections from this origin. Changed by <see cref="Origins"/>, under its lock.</summary>
    public int Connections { get; set; }

    /// <summary>The bytes of requests from this origin that wait.</summary>
    public long Waiting => Volatile.Read(ref _waiting);

    /// <summary>Converts the endpoint of a peer to the address of its origin.</summary>
    public static string AddressOf(EndPoint? peer)
    {
        if (peer is not IPEndPoint { Address: var ip })
        {
            return "";
        }

        if (ip.IsIPv4MappedToIPv6)
        {
            ip = ip.MapToIPv4();
        }

        if (ip.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return ip.ToString();
        }

        var bytes = ip.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes).ToString();
    }

    /// <summary>Counts a request from this origin that waits; negative for one that no longer does.</summary>
    /// <returns>How many bytes wait now.</returns>
    public long AddWaiting(long bytes) => Interlocked.Add(ref _waiting, bytes);
}
