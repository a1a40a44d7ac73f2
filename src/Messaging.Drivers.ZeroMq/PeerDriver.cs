using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Messaging.Drivers.ZeroMq.Calling;
using Messaging.Drivers.ZeroMq.Diagnostics;
using Messaging.Drivers.ZeroMq.Messages;
using Messaging.Drivers.ZeroMq.Sending;
using Messaging.Drivers.ZeroMq.Serving;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.ZeroMq;

/// <summary>The driver: a client of every address of its URL and, once it listens, a server at one of them.</summary>
internal sealed class PeerDriver : IDriver, IConnectedDriver
{
    private readonly ZeroMqSettings _settings;
    private readonly DriverContext _context;
    private readonly ILogger _logger;
    private readonly string _replyTo = RandomText();
    private readonly DeadlineWheel _wheel;
    private readonly BackgroundWork _running;
    private readonly PendingRequests _pending;
    private readonly PeerSet _peers;
    private readonly Router _router;
    private readonly SemaphoreSlim _entering = new(1, 1);
    private readonly Lock _lock = new();
    private readonly HashSet<NodeListener> _listeners = [];
    private Node? _node;
    private int _disposed;

    public PeerDriver(ZeroMqSettings settings, DriverContext context)
    {
        _settings = settings;
        _context = context;
        _logger = context.LoggerFactory.CreateLogger("Messaging.Drivers.ZeroMq");
        _wheel = new DeadlineWheel(context.TimeProvider);
        _running = new BackgroundWork(error => ZeroMqLog.WorkFailed(_logger, error));
        _pending = new PendingRequests(context.TimeProvider, context.MaxMessageSize, _logger);

        // A secret of its own for each server: none can impersonate us to another.
        _peers = new PeerSet(
            address => new Peer(address, settings, context, new Hello(_replyTo, RandomText(), settings.Name), _wheel, _pending, _logger),
            _running);
        _router = new Router(_peers, settings.Grace, context.TimeProvider, _running);
        _pending.Peers = _peers;
        _pending.Router = _router;
        if (settings.IsByName)
        {
            _peers.Names = new NameWatch(settings, _peers, context.TimeProvider, _logger);
        }
        else
        {
            _peers.Replace(settings.Addresses);
        }
    }

    public IReadOnlyList<ConnectionState> Connections => [.. _peers.All.Select(peer => peer.Shown)];

    /// <summary>How many calls wait for replies.</summary>
    internal int PendingCalls => _pending.Waiters.Count;

    public Task ConnectAsync(CancellationToken cancellationToken)
    {
        // There is no broker that must be reachable: servers may start later, and are connected to when there is something to send.
        ThrowIfDisposed();
        return Task.CompletedTask;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Reply> CallAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        using var waiter = _pending.Waiters.Register(message, cancellationToken);
        var call = new CallShipment(waiter, Exchange(message.Target));
        try
        {
            message.WriteTo(call.Body, EnvelopeFormat.Bare, waiter.Id, _replyTo);
            _router.Send(call);
            return await waiter.Task.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            call.SendCancel();
            throw;
        }
        finally
        {
            call.Finish();
        }
    }

    public Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        return message.Kind == MessageKind.Fanout ? FanOutAsync(message, cancellationToken) : CastAsync(message, cancellationToken);
    }

    public async Task<IListener> ListenAsync(
        Target target, ListenOptions options, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        var node = await EnterNodeAsync(cancellationToken).ConfigureAwait(false);
        var listener = node.AddListener(target, options, receiver, _context, OnDropped, OnDisposed);
        lock (_lock)
        {
            if (_disposed == 0)
            {
                _listeners.Add(listener);
                return listener;
            }
        }

        await listener.DisposeAsync().ConfigureAwait(false);
        throw new ObjectDisposedException(nameof(Transport));
    }

    public async ValueTask DisposeAsync()
    {
        NodeListener[] listeners;
        lock (_lock)
        {
            if (_disposed != 0)
            {
                return;
            }

            _disposed = 1;
            listeners = [.. _listeners];
        }

        _pending.Dispose();
        foreach (var listener in listeners)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }

        await _peers.StopAsync().ConfigureAwait(false);
        _peers.SignalChange();
        await _entering.WaitAsync().ConfigureAwait(false);
        if (_node is { } node)
        {
            await NodeRegistry.LeaveAsync(node).ConfigureAwait(false);
        }

        _entering.Release();
        await _running.DrainAsync(new Deadline(_context.TimeProvider, Timeout.InfiniteTimeSpan)).ConfigureAwait(false);
        _wheel.Dispose();
    }

    private async Task CastAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var cast = _pending.AddCast(message, MessageType.Cast, Exchange(message.Target));
        try
        {
            message.WriteTo(cast.Body, EnvelopeFormat.Bare);
            _router.Send(cast);
            await WaitAsync(cast, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _pending.RemoveCast(cast);
            cast.Finish();
        }
    }

    /// <summary>Sends a copy to every connected server. Others are not waited for.</summary>
    private async Task FanOutAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var body = MessageBuffer.Rent();
        message.WriteTo(body, EnvelopeFormat.Bare);
        await _router.WhenSettledAsync(cancellationToken).ConfigureAwait(false);
        List<CastShipment> copies = [];
        try
        {
            foreach (var peer in _peers.All)
            {
                var copy = _pending.AddCast(message, MessageType.Fanout, Exchange(message.Target));
                copies.Add(copy);
                copy.Body.Write(body.WrittenSpan);
                if (Router.TrySend(copy, peer) == SendOutcome.Closed)
                {
                    copy.Accept();
                }
                else if (copy.Refusal is not null)
                {
                    copy.Fail(new DeliveryException(
                        $"{peer.Address} does not read what is sent to it, and '{message.Method}' was refused.", isTransient: true));
                }
            }

            foreach (var copy in copies)
            {
                await WaitAsync(copy, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var copy in copies)
            {
                _pending.RemoveCast(copy);
                copy.Finish();
            }
        }
    }

    private static async Task WaitAsync(CastShipment cast, CancellationToken cancellationToken)
    {
        var message = cast.Message;
        try
        {
            await message.Deadline.WaitAsync(cast.Accepted, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new DeliveryException(
                $"No server confirmed within {message.Deadline.Timeout.TotalSeconds:0.###} s that it has '{message.Method}' to "
                    + $"{message.Target}.",
                isTransient: true, e);
        }
    }

    private async Task<Node> EnterNodeAsync(CancellationToken cancellationToken)
    {
        await _entering.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfDisposed();
            return _node ??= await NodeRegistry.EnterAsync(_settings, _context, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _entering.Release();
        }
    }

    private void OnDropped(string queue, string reason) => ZeroMqLog.QueuedMessageDropped(_logger, queue, reason);

    private void OnDisposed(NodeListener listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
        }
    }

    /// <summary>32 random hexadecimal digits that nobody can guess.</summary>
    private static string RandomText() => RandomNumberGenerator.GetHexString(MessageId.TextLength, lowercase: true);

    private string Exchange(Target target) => target.Exchange ?? _context.ControlExchange;

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, typeof(Transport));
}
