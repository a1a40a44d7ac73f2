using System.Net;

namespace Messaging.Drivers.ZeroMq.Admission;

/// <summary>The origins of all connected peers, and of peers whose requests still wait.</summary>
/// <param name="mostConnections">The maximum number of connections of one origin.</param>
internal sealed class Origins(int mostConnections)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Origin> _known = new(StringComparer.Ordinal);

    /// <summary>A connection was accepted.</summary>
    /// <returns>Its origin, or null when that already has the maximum.</returns>
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

    /// <summary>A request no longer waits.</summary>
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
