using System.Net;
using System.Net.Sockets;

namespace Messaging.Drivers.ZeroMq.Admission;

/// <summary>Where peers come from, as far as they can be told apart before they have said who they are: what all from there together take.</summary>
/// <param name="address">An address, a network of IPv6, or nothing for this machine.</param>
internal sealed class Origin(string address)
{
    /// <summary>Who has one address of IPv6 has, as a rule, all of its network.</summary>
    private const int NetworkBytes = 8;

    private long _waiting;

    public string Address => address;

    /// <summary>How many connections there are from here. Changed by <see cref="Origins"/>, under its lock.</summary>
    public int Connections { get; set; }

    /// <summary>How many bytes of requests from here wait.</summary>
    public long Waiting => Volatile.Read(ref _waiting);

    /// <summary>The address of a peer as an origin.</summary>
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

    /// <summary>A request from here waits, or waits no more.</summary>
    /// <returns>How many bytes wait now.</returns>
    public long AddWaiting(long bytes) => Interlocked.Add(ref _waiting, bytes);
}
