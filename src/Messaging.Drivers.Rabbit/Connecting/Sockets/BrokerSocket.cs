using System.Net.Sockets;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Connecting.Sockets;

/// <summary>A socket for the client library, with our own stream.</summary>
internal sealed class BrokerSocket(Socket socket, SocketSet set, TimeProvider time) : TcpClientAdapter(socket)
{
    private readonly Socket _socket = socket;
    private BrokerStream? _stream;

    public override NetworkStream GetStream() => _stream ??= new BrokerStream(_socket, set, time);
}
