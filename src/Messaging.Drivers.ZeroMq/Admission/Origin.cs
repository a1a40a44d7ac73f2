using System.Net;
using System.Net.Sockets;

namespace Messaging.Drivers.ZeroMq.Admission;

/// <summary>
/// The origin of peers, as far as they can be told apart before they identify themselves, with what all peers from there use together.
/// </summary>
/// <param name="address">An address, an IPv6 network, or empty for this machine.</param>
internal sealed class Origin(string address)
{
    /// <summary>Whoever has one IPv6 address has, as a rule, all of its network.</summary>
    private const int NetworkBytes = 8;

    private long _waiting;

    public string Address => address;

    /// <summary>The number of connections from this origin. Changed by <see cref="Origins"/>, under its lock.</summary>
    public int Connections { get; set; }

    /// <summary>The bytes of requests from this origin that wait.</summary>
    public long Waiting => Volatile.Read(ref _waiting);

    /// <summary>The origin of a peer, as an address.</summary>
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

    /// <summary>A request from here waits, or no longer waits.</summary>
    /// <returns>How many bytes wait now.</returns>
    public long AddWaiting(long bytes) => Interlocked.Add(ref _waiting, bytes);
}
