using System.Net;
using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Addressing;

namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>The nodes of this process by bound endpoint. Drivers of one address share its node until the last of them leaves it.</summary>
internal static class NodeRegistry
{
    private const int Backlog = 1024;

    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static readonly Dictionary<EndPoint, Node> Nodes = [];

    /// <summary>Enters the node of the first address of a URL that this process has bound or can bind.</summary>
    /// <exception cref="ConnectionFailedException">No address of the URL can be bound here.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<Node> EnterAsync(ZeroMqSettings settings, DriverContext context, CancellationToken cancellationToken)
    {
        if (settings.Security.WhyNoServer() is { } why)
        {
            throw new ConnectionFailedException(why, isTransient: false);
        }

        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            List<string> reasons = [];
            SocketException? last = null;
            foreach (var address in settings.Addresses)
            {
                try
                {
                    var node = await FindOrBindAsync(address, settings, context, cancellationToken).ConfigureAwait(false);
                    if (!node.IsSecuredAs(settings.Security))
                    {
                        throw new ConnectionFailedException(
                            $"{node.Address} is already bound by this process with another user, check or key. Transports that share an "
                                + "address must share these.",
                            isTransient: false);
                    }

                    node.Raise(context.MaxMessageSize);
                    node.Users++;
                    return node;
                }
                catch (SocketException e)
                {
                    last = e;
                    reasons.Add($"{address}: {Explain(e)}");
                }
            }

            throw new ConnectionFailedException(
                $"A server could not bind any address of its URL. {string.Join(" ", reasons)}",
                isTransient: last?.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.TryAgain,
                last);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Leaves a node. The last driver to leave closes it.</summary>
    public static async Task LeaveAsync(Node node)
    {
        await Gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (--node.Users > 0)
            {
                return;
            }

            // Free the address while the gate is held, before another driver looks for a node.
            node.Unbind();
            foreach (var (endpoint, known) in Nodes)
            {
                if (known == node)
                {
                    Nodes.Remove(endpoint);
                    break;
                }
            }
        }
        finally
        {
            Gate.Release();
        }

        await node.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<Node> FindOrBindAsync(
        PeerAddress address, ZeroMqSettings settings, DriverContext context, CancellationToken cancellationToken)
    {
        var endpoints = await address.ToBindAsync(cancellationToken).ConfigureAwait(false);
        foreach (var endpoint in endpoints)
        {
            foreach (var (bound, node) in Nodes)
            {
                if (Covers(bound, endpoint))
                {
                    return node;
                }
            }
        }

        SocketException? reason = null;
        foreach (var endpoint in endpoints)
        {
            try
            {
                var node = new Node(Bind(endpoint), address.ToString(), settings, context);
                Nodes.Add(endpoint, node);
                return node;
            }
            catch (SocketException e)
            {
                reason = e;
            }
        }

        throw reason ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static Socket Bind(EndPoint endpoint)
    {
        var socket = new Socket(
            endpoint.AddressFamily, SocketType.Stream, endpoint is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            if (endpoint is IPEndPoint { Address: var address } && address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }
            else if (endpoint is UnixDomainSocketEndPoint)
            {
                SocketFile.RemoveIfDead(endpoint);
            }

            socket.Bind(endpoint);
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool Covers(EndPoint bound, EndPoint wanted) => bound is IPEndPoint ip && wanted is IPEndPoint other
        ? ip.Port == other.Port && (ip.Address.Equals(other.Address) || IsEverywhere(ip.Address))
        : bound.ToString() == wanted.ToString();

    private static bool IsEverywhere(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static string Explain(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "another process has bound it; stop that one, or choose another port.",
        SocketError.AddressNotAvailable => "it is not an address of this machine.",
        SocketError.AccessDenied => "this user may not bind it; choose a port above 1023, or a file in a folder of yours.",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the name is not known.",
        SocketError.AddressFamilyNotSupported => "this system has no Unix domain sockets.",
        _ => error.Message + ".",
    };
}
