using System.Runtime.CompilerServices;
using Messaging.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.InMemory;

/// <summary>The reference driver: everything a broker does, in one process.</summary>
internal sealed class InMemoryDriver : INotificationDriver
{
    private readonly InMemoryBroker _broker;
    private readonly DriverContext _context;
    private readonly Action _leave;
    private readonly ILogger _logger;
    private readonly ReplyWaiters _waiters;
    private readonly string _address = MessageId.NewUnique().ToString();
    private int _disposed;

    public InMemoryDriver(InMemoryBroker broker, DriverContext context, Action leave)
    {
        _broker = broker;
        _context = context;
        _leave = leave;
        _logger = context.LoggerFactory.CreateLogger("Messaging.Drivers.InMemory");
        _waiters = new ReplyWaiters(context.TimeProvider, Diagnose);
        broker.AddCaller(_address, new InMemoryCaller(_waiters, context.MaxMessageSize));
    }

    public Task ConnectAsync(CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        return Task.CompletedTask;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Reply> CallAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = _waiters.Register(message, cancellationToken);
        try
        {
            var queue = FindQueue(message);
            waiter.State = queue;
            queue.TryAdd(Encode(message, waiter.Id));
            return await waiter.Task.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _broker.Queues.Cancel(message.Target.Topic!, new CallCancel(waiter.Id, _address, message.TimeToLive));
            throw;
        }
        finally
        {
            waiter.DisposeForReuse();
        }
    }

    public Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        if (message.Kind == MessageKind.Fanout)
        {
            _broker.Queues.TryAddFanout(message.Target.Topic!, Encode(message));
        }
        else if (message.Kind == MessageKind.Notification)
        {
            _broker.Publish(Exchange(message.Target), message.Target.Topic!, Encode(message));
        }
        else if (message.Mandatory)
        {
            FindQueue(message).TryAdd(Encode(message));
        }
        else
        {
            // A cast to a topic that nobody ever served vanishes, as on RabbitMQ; its arguments must be serialisable all the same.
            var encoded = Encode(message);
            var queue = TryFindQueue(message.Target);
            if (queue is null)
            {
                encoded.Discard();
            }
            else
            {
                queue.TryAdd(encoded);
            }
        }

        return Task.CompletedTask;
    }

    public Task<IListener> ListenAsync(Target target, ListenOptions options, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_broker.Queues.Listen(target, options, receiver, _context, OnDropped));
    }

    public Task<IListener> ListenForNotificationsAsync(
        IReadOnlyList<Target> sources, string? pool, ListenOptions options, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        var queues = sources.Select(source => pool is null
            ? _broker.Queues.Get(Exchange(source), source.Topic!, null)
            : _broker.GetPool(pool, Exchange(source), source.Topic!));
        var listener = new QueueListener(null, null, [.. queues.Distinct()], options, receiver, _context.MaxMessageSize, OnDropped);
        listener.Start();
        return Task.FromResult<IListener>(listener);
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _broker.RemoveCaller(_address);
            _waiters.Dispose();
            _leave();
        }

        return ValueTask.CompletedTask;
    }

    private static string? Diagnose(ReplyWaiter call)
    {
        if (call.State is not MessageQueue queue)
        {
            return null;
        }

        var (listeners, waiting) = queue.Counts;
        var who = listeners == 1 ? "listener" : "listeners";
        var what = waiting == 1 ? "message waits" : "messages wait";
        return $"Queue '{queue.Name}' has {listeners} {who}, and {waiting} {what} in it.";
    }

    private MessageQueue FindQueue(OutgoingMessage message) =>
        TryFindQueue(message.Target) ?? throw new NoServerException(message.Target, message.Method);

    private MessageQueue? TryFindQueue(Target target) => _broker.Queues.Find(Exchange(target), target.Topic!, target.Server);

    private InMemoryMessage Encode(OutgoingMessage message, MessageId? call = null)
    {
        var body = MessageBuffer.Rent();
        try
        {
            message.WriteTo(body, EnvelopeFormat.Bare, call ?? default, _address);
        }
        catch
        {
            body.Dispose();
            throw;
        }

        var isCall = call is not null;
        return new InMemoryMessage(_broker, body, isCall ? message.Deadline : Forever, call ?? default, isCall ? _address : null)
        {
            TraceParent = message.TraceParent,
            TraceState = message.TraceState,
        };
    }

    private Deadline Forever => new(_broker.TimeProvider, Timeout.InfiniteTimeSpan);

    private string Exchange(Target target) => target.Exchange ?? _context.ControlExchange;

    private void OnDropped(string queue, string reason) => MessagingLog.MessageDropped(_logger, queue, reason);

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
}
