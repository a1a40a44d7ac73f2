using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using NetMQ;
using NetMQ.Sockets;

namespace Messaging.Benchmarks.Subjects.NetMq;

/// <summary>
/// A bare echo on NetMQ, DEALER to ROUTER, with a poller a side. A socket belongs to its poller's thread, so callers hand their messages
/// over by a queue, as NetMQ advises.
/// </summary>
internal sealed class NetMqSubject(int port) : ISubject
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<string>> _waiting = new();
    private readonly NetMQQueue<NetMQMessage> _outgoing = new();
    private readonly List<IDisposable> _owned = [];
    private long _lastId;

    public string Name => "netmq";

    public Task ServeAsync(CancellationToken cancellationToken)
    {
        var router = Unbounded(new RouterSocket());
        router.Bind($"tcp://127.0.0.1:{port}");
        router.ReceiveReady += (_, _) =>
        {
            var message = new NetMQMessage();
            while (router.TryReceiveMultipartMessage(ref message!))
            {
                router.SendMultipartMessage(message);
            }
        };
        Run([router], router);
        return Task.CompletedTask;
    }

    public Task ConnectAsync(CancellationToken cancellationToken)
    {
        var dealer = Unbounded(new DealerSocket());
        dealer.Connect($"tcp://127.0.0.1:{port}");
        dealer.ReceiveReady += (_, _) =>
        {
            var message = new NetMQMessage();
            while (dealer.TryReceiveMultipartMessage(ref message!))
            {
                Complete(message);
            }
        };
        _outgoing.ReceiveReady += (_, ready) =>
        {
            while (ready.Queue.TryDequeue(out var message, TimeSpan.Zero))
            {
                dealer.SendMultipartMessage(message!);
            }
        };
        Run([dealer, _outgoing], dealer);
        return Task.CompletedTask;
    }

    public async ValueTask<string> CallAsync(string payload)
    {
        var id = Interlocked.Increment(ref _lastId);
        var waiting = _waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var frame = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(frame, id);
        var message = new NetMQMessage(2);
        message.Append(frame);
        message.Append(Encoding.UTF8.GetBytes(payload));
        _outgoing.Enqueue(message);
        return await waiting.Task;
    }

    public ValueTask DisposeAsync()
    {
        // The pollers are last, and have to end before the sockets that they poll.
        for (var i = _owned.Count - 1; i >= 0; i--)
        {
            _owned[i].Dispose();
        }

        _outgoing.Dispose();
        return ValueTask.CompletedTask;
    }

    private static T Unbounded<T>(T socket)
        where T : NetMQSocket
    {
        (socket.Options.SendHighWatermark, socket.Options.ReceiveHighWatermark, socket.Options.Linger) = (0, 0, TimeSpan.Zero);
        return socket;
    }

    private void Run(NetMQPoller poller, NetMQSocket socket)
    {
        _owned.Add(socket);
        _owned.Add(poller);
        poller.RunAsync();
    }

    private void Complete(NetMQMessage message)
    {
        if (_waiting.TryRemove(BinaryPrimitives.ReadInt64BigEndian(message[0].Buffer), out var waiting))
        {
            waiting.SetResult(message[1].ConvertToString(Encoding.UTF8));
        }
    }
}
