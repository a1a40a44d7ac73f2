using System.Net.Sockets;
using System.Runtime.CompilerServices;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Connections;

/// <summary>A socket whose set knows when the broker was last heard.</summary>
internal sealed class WatchedSocket(Socket socket, SocketSet set) : TcpClientAdapter(socket)
{
    private readonly Socket _socket = socket;

    public override NetworkStream GetStream() => new WatchedStream(_socket, set);

    private sealed class WatchedStream(Socket socket, SocketSet set) : NetworkStream(socket)
    {
        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // Several reads a call, most of which wait.
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            set.Heard();
            return read;
        }
    }
}
