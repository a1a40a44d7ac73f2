using System.Net.Sockets;
using Messaging.Drivers.Rabbit.Consuming;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Connecting.Sockets;

/// <summary>
/// The sockets of one connection, so that it can be aborted: the library's own close waits for a peer that may never read.
/// </summary>
internal sealed class SocketSet(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<Socket> _sockets = [];
    private long _heard = time.GetTimestamp();
    private bool _cut;

    /// <summary>How long the broker has been silent.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref _heard));

    /// <summary>Creates a socket for the library: one for each address family that it tries.</summary>
    public ITcpClient Create(AddressFamily family)
    {
        var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        lock (_lock)
        {
            _sockets.Add(socket);
            if (_cut)
            {
                socket.Dispose();
            }
        }

        return new BrokerSocket(socket, this, time);
    }

    /// <summary>Bytes arrived from the broker.</summary>
    public void Heard() => Volatile.Write(ref _heard, time.GetTimestamp());

    /// <summary>Closes the sockets now, whatever is in progress.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _cut = true;
            foreach (var socket in _sockets)
            {
                socket.Dispose();
            }
        }
    }
}
