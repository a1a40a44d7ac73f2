using System.Net;

namespace Messaging.Drivers.ZeroMq.Admission;

/// <summary>The origins of all peers that are connected, or whose requests still wait.</summary>
/// <param name="mostConnections">How many connections one origin may have.</param>
internal sealed class Origins(int mostConnections)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Origin> _known = new(StringComparer.Ordinal);

    /// <summary>Counts a new connection.</summary>
    /// <returns>Its origin, or null when the origin has reached its limit of connections.</returns>
    public Origin? TryEnter(EndPoint? peer)
    {
        var address = Origin.AddressOf(peer);
        lock (_lock)
        {
            if (!_known.TryGetValue(address, out var origin))
            {
                _known[address] = origin = new Origin(address);
            }

            if (origin.Connections >= mostConnections)
            {
                return null;
            }

            origin.Connections++;
            return origin;
        }
    }

    /// <summary>Counts a connection that has ended.</summary>
    public void Leave(Origin origin)
    {
        lock (_lock)
        {
            origin.Connections--;
            ForgetIfIdle(origin);
        }
    }

    /// <summary>Counts a request that no longer waits.</summary>
    public void Release(Origin origin, long bytes)
    {
        if (origin.AddWaiting(-bytes) == 0 && origin.Connections == 0)
        {
            lock (_lock)
            {
                ForgetIfIdle(origin);
            }
        }
    }

    private void ForgetIfIdle(Origin origin)
    {
        if (origin is { Connections: 0, Waiting: 0 } && _known.GetValueOrDefault(origin.Address) == origin)
        {
            _known.Remove(origin.Address);
        }
    }
}
