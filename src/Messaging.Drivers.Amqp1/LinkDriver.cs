using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Diagnostics;
using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Replying;
using Messaging.Drivers.Amqp1.Sending;
using Messaging.Drivers.Amqp1.Serving;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Amqp1;

/// <summary>The driver: one supervised connection, one sender for everything, and a session for each listener.</summary>
internal sealed class LinkDriver : INotificationDriver, IConnectedDriver
{
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(5);

    private readonly Amqp1Settings _settings;
    private readonly DriverContext _context;
    private readonly ILogger _logger;
    private readonly BackgroundWork _background;
    private readonly ReplyWaiters _waiters;
    private readonly ReplyIntake _replies;
    private readonly ConnectionSupervisor _line;
    private readonly ReplyAddresses _addresses;
    private readonly ReplyOutbox _outbox;
    private readonly CallOutbox _calls;
    private readonly CastOutbox _casts;
    private readonly Lock _lock = new();
    private readonly HashSet<LinkIntake> _listeners = [];
    private int _disposed;

    public LinkDriver(Amqp1Settings settings, DriverContext context)
    {
        _settings = settings;
        _context = context;
        _logger = context.LoggerFactory.CreateLogger("Messaging.Drivers.Amqp1");
        _background = new BackgroundWork(error => Amqp1Log.WorkFailed(_logger, error));
        _waiters = new ReplyWaiters(context.TimeProvider, CallShipment.Describe);
        _replies = new ReplyIntake(_waiters, context, settings, CallShipment.LossOf, _logger);
        var connector = new BrokerConnector(
            settings, new DialectChoice(settings, context.ControlExchange), _replies, context.TimeProvider, _background);
        _line = new ConnectionSupervisor(connector, settings, context.TimeProvider, _logger, FailCalls);
        var sender = new ConfirmedSend(_line);
        _addresses = new ReplyAddresses(settings.OnlyReplyQueues, context.TimeProvider, _logger);
        _outbox = new ReplyOutbox(sender, _addresses);
        var servers = new ExpectedServers(_line, settings.ServerGrace, context.TimeProvider, _logger);
        _calls = new CallOutbox(_line, servers, _background);
        _casts = new CastOutbox(sender, servers, _line, context.ControlExchange, context.TimeProvider);
    }

    public IReadOnlyList<ConnectionState> Connections => [_line.State];

    /// <summary>How many calls wait for replies.</summary>
    internal int PendingCalls => _waiters.Count;

    public Task ConnectAsync(CancellationToken cancellationToken) => _line.ConnectAsync(cancellationToken);

    public async ValueTask<Reply> CallAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        using var waiter = _waiters.Register(message, cancellationToken);
        var call = new CallShipment(waiter, _calls, cancellationToken);
        waiter.State = call;
        _calls.Send(call);
        try
        {
            return await waiter.Task.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && call.Session is not null)
        {
            _background.Add(_casts.CancelAsync(message, waiter.Id));
            throw;
        }
        finally
        {
            call.Stop();
        }
    }

    public async Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        await _casts.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    public Task<IListener> ListenAsync(
        Target target, ListenOptions options, IMessageReceiver receiver, CancellationToken cancellationToken) =>
        ListenAsync(new ServerPlan(target, target.Exchange ?? _context.ControlExchange), options, receiver, cancellationToken);

    public Task<IListener> ListenForNotificationsAsync(
        IReadOnlyList<Target> sources, string? pool, ListenOptions options, IMessageReceiver receiver,
        CancellationToken cancellationToken) =>
        ListenAsync(new NotificationPlan(sources, pool, _context.ControlExchange), options, receiver, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _waiters.Dispose();
        LinkIntake[] listeners;
        lock (_lock)
        {
            listeners = [.. _listeners];
        }

        // A broker that does not answer must not delay the shutdown: the remaining work ends with the connection.
        foreach (var listener in listeners)
        {
            _background.Add(listener.DisposeAsync().AsTask());
        }

        await _background.DrainAsync(new Deadline(_context.TimeProvider, CloseTime)).ConfigureAwait(false);
        await _line.DisposeAsync().ConfigureAwait(false);
        await _background.DrainAsync(new Deadline(_context.TimeProvider, CloseTime)).ConfigureAwait(false);
        _addresses.Dispose();
        _replies.Dispose();
    }

    private async Task<IListener> ListenAsync(
        IIntakePlan plan, ListenOptions options, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        await _line.ConnectAsync(cancellationToken).ConfigureAwait(false);
        var intake = new LinkIntake(plan, options, receiver, _line, _outbox, _settings, _context, _logger, OnDisposed);
        lock (_lock)
        {
            _listeners.Add(intake);
        }

        try
        {
            await intake.StartAsync(cancellationToken).ConfigureAwait(false);
            return intake;
        }
        catch
        {
            await intake.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Fails the calls that were lost with a connection: all of them, unless their replies wait at an address that outlives the connection;
    /// then only those that the broker may not have accepted.
    /// </summary>
    private int FailCalls(BrokerSession session, string reason) => _waiters.FailWhere(
        waiter => waiter.State is CallShipment call && call.Session == session
            && !(call.IsTaken && session.Dialect.ReplyAddress is not null)
            ? CallShipment.Lost(waiter.Message, reason) : null);

    private void OnDisposed(LinkIntake intake)
    {
        lock (_lock)
        {
            _listeners.Remove(intake);
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, typeof(Transport));
}
