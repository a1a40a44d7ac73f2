using Messaging.Drivers;

namespace Messaging.DocsExamples.Examples.Driver;

// <driver>
internal sealed class DirectDriver : IDriver
{
    private readonly DirectHub _hub;
    private readonly DriverContext _context;
    private readonly ReplyWaiters _waiters;                                     // one for the driver: the pending calls
    private readonly string _address = MessageId.NewUnique().ToString();        // where replies to this driver go
    private int _disposed;

    public DirectDriver(DirectHub hub, DriverContext context)
    {
        _hub = hub;
        _context = context;
        _waiters = new ReplyWaiters(
            context.TimeProvider, call => $"{_hub.All(InExchange(call.Message.Target)).Length} servers listen.");
        _hub.AddCaller(_address, _waiters, context.MaxMessageSize);
    }

    public Task ConnectAsync(CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        return Task.CompletedTask;                                              // there is nothing to connect to
    }

    public async ValueTask<Reply> CallAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();

        // Registered before anything is sent, so that no reply can come too early. The waiter watches the deadline and the token.
        using var waiter = _waiters.Register(message, cancellationToken);
        var listener = _hub.One(InExchange(message.Target)) ?? throw new NoServerException(message.Target, message.Method);
        Deliver(listener, message, waiter.Id);
        try
        {
            return await waiter.Task.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            listener.Cancel(new CallCancel(waiter.Id));                         // sent, but not awaited
            throw;
        }
    }

    public Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        var target = InExchange(message.Target);
        DirectListener[] listeners = message.Kind == MessageKind.Fanout
            ? _hub.All(target)
            : _hub.One(target) is { } one ? [one] : [];
        if (listeners.Length == 0 && message.Mandatory)                         // a cast to one named server
        {
            throw new NoServerException(message.Target, message.Method);
        }

        foreach (var listener in listeners)
        {
            Deliver(listener, message, default);
        }

        return Task.CompletedTask;
    }

    public Task<IListener> ListenAsync(
        Target target, ListenOptions options, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IListener>(
            new DirectListener(_hub, InExchange(target), options, receiver, _context.MaxMessageSize));
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _hub.RemoveCaller(_address);
            _waiters.Dispose();                                                 // fails every pending call
        }

        return ValueTask.CompletedTask;
    }

    private void Deliver(DirectListener listener, OutgoingMessage message, MessageId id)
    {
        using var buffer = MessageBuffer.Rent();                                // pooled: copied before it goes back
        message.WriteTo(buffer, EnvelopeFormat.Bare, id, _address);
        var body = buffer.WrittenSpan.ToArray();
        var incoming = new DirectMessage(_hub, listener, InExchange(message.Target), body)
        {
            TimeToLive = message.TimeToLive,
            TraceParent = message.TraceParent,
            TraceState = message.TraceState,
        };
        if (!listener.TryAdd(incoming))
        {
            throw new DeliveryException($"{listener.Target} has too much to do, and '{message.Method}' was refused.", isTransient: true);
        }
    }

    private Target InExchange(Target target) => target with { Exchange = target.Exchange ?? _context.ControlExchange };

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
}
// </driver>
