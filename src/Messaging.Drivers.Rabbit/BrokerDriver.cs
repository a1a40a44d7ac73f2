using System.Runtime.CompilerServices;
using Messaging.Drivers.Rabbit.Calling;
using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Declaring;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Sending;
using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Serving;
using Messaging.Drivers.Rabbit.Serving.Parking;
using Messaging.Drivers.Rabbit.Serving.Replies;
using Messaging.Drivers.Rabbit.Settings;
using Messaging.Drivers.Rabbit.Topology;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit;

/// <summary>
/// The driver: two supervised connections, one to publish and one to consume, because the broker throttles publishers by connection.
/// </summary>
internal sealed class BrokerDriver : INotificationDriver, IConnectedDriver
{
    private static readonly TimeSpan CancelTime = TimeSpan.FromSeconds(10);

    private readonly RabbitRuntime _runtime;
    private readonly RabbitSettings _settings;
    private readonly ILogger _logger;
    private readonly BackgroundWork _background;
    private readonly ConnectionSupervisor _publishLine;
    private readonly ConnectionSupervisor _consumeLine;
    private readonly Declarers _declarers;
    private readonly RouteTable _routes;
    private readonly Publisher _publisher;
    private readonly ReplyWaiters _waiters;
    private readonly ReplyInbox _inbox;
    private readonly MissingCallers _missing;
    private readonly ReplyAddresses _addresses;
    private readonly FullReplyQueues _fullQueues;
    private readonly ReplyOutbox _outbox;
    private readonly IntakeBudget _intake;
    private readonly ServerSide _servers;
    private readonly Lock _lock = new();
    private readonly HashSet<IListener> _listeners = [];
    private int _disposed;

    public BrokerDriver(RabbitSettings settings, DriverContext context)
    {
        _settings = settings;
        _logger = context.LoggerFactory.CreateLogger("Messaging.Drivers.Rabbit");
        var time = context.TimeProvider;
        _background = new BackgroundWork(error => RabbitLog.BackgroundFailed(_logger, error));
        _runtime = new RabbitRuntime(settings, context, _logger, _background, new DeadlineWheel(time), new TopologyPlans(settings));
        var transientQueues = new TransientQueueRule(_logger);
        var connector = new BrokerConnector(transientQueues, _runtime);
        _publishLine = new ConnectionSupervisor("publish", connector, _runtime);
        _consumeLine = new ConnectionSupervisor("consume", connector, _runtime);
        _declarers = new Declarers(transientQueues, _runtime);
        var names = new NameClaims(settings.StableQueueNames, settings.HostName, settings.ProcessName);
        _routes = new RouteTable(_runtime.Plans, context.ControlExchange);
        _publisher = new Publisher(_publishLine, _declarers, _runtime);
        _waiters = new ReplyWaiters(time, CallShipment.Describe);
        var echo = new Echo(_publishLine, settings.WatchInterval, time, _logger, _background);
        _inbox = new ReplyInbox(_consumeLine, _publishLine, _declarers, _waiters, names, echo, _runtime);
        var gone = new GoneCallers(time, _logger);
        _missing = new MissingCallers(settings.MissingCallerTimeout, gone, _runtime.Deadlines, time, _logger);
        _addresses = new ReplyAddresses(settings.OnlyReplyQueues, time, _logger);
        _fullQueues = new FullReplyQueues(time, _logger);
        _outbox = new ReplyOutbox(_publisher, _addresses, gone, _missing, _fullQueues, _runtime);
        _intake = new IntakeBudget(Math.Max(settings.MemoryBudget, 2L * context.MaxMessageSize), time, _logger);
        _servers = new ServerSide(_consumeLine, _declarers, _outbox, names, echo, _intake, _runtime);
    }

    public IReadOnlyList<ConnectionState> Connections => [_publishLine.State, _consumeLine.State];

    /// <summary>The name of this driver's reply queue.</summary>
    internal string ReplyQueue => _inbox.Queue;

    /// <summary>How many calls wait for replies.</summary>
    internal int PendingCalls => _waiters.Count;

    /// <summary>How many background tasks are running.</summary>
    internal int BackgroundTasks => _background.Count;

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await _publishLine.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await _consumeLine.ConnectAsync(cancellationToken).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Reply> CallAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        using var waiter = _waiters.Register(message, cancellationToken);
        var call = new CallShipment(waiter, _routes.Of(message), _settings.Mandatory, _inbox, _publisher);
        message.WriteTo(call.Body, EnvelopeFormat.Oslo2, waiter.Id, call.ReplyTo);
        _background.Add(_publisher.SendAsync(call, cancellationToken));
        var isAnswered = false;
        try
        {
            var reply = await waiter.Task.ConfigureAwait(false);
            isAnswered = true;
            return reply;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && call.WasSent)
        {
            _publisher.SendInBackground(
                new CancelShipment(_routes.Cancel(message.Target), message, waiter.Id, new Deadline(_runtime.Time, CancelTime)));
            throw;
        }
        catch (CallTimeoutException e) when (call.WasSent)
        {
            var queue = await _publisher.Inquiry.DescribeAsync(
                call.Route.RoutingKey.Value, call.CameBack ? call.Route.Exchange.Value : null).ConfigureAwait(false);
            if (queue is null)
            {
                throw;
            }

            throw new CallTimeoutException(e.Target, e.Method, e.Timeout, $"{e.Diagnosis} {queue}");
        }
        catch (NoServerException e)
        {
            throw await ExplainAsync(e, call.Route).ConfigureAwait(false);
        }
        finally
        {
            call.Stop();
            if (!isAnswered && call.MayBeAnswered)
            {
                _inbox.OnUnanswered(waiter.Id);
            }
        }
    }

    public async Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();

        // As in oslo.messaging, a cast that nobody serves is dropped. It is returned first, because its servers may be about to come back.
        var cast = new CastShipment(message, _routes.Of(message), _settings.Mandatory, _publisher);
        message.WriteTo(cast.Body, EnvelopeFormat.Oslo2);
        var confirmed = cast.StartAsync(cancellationToken);
        _background.Add(_publisher.SendAsync(cast, cancellationToken));
        try
        {
            await confirmed.ConfigureAwait(false);
        }
        catch (NoServerException e)
        {
            throw await ExplainAsync(e, cast.Route).ConfigureAwait(false);
        }
        finally
        {
            cast.Stop();
        }
    }

    public Task<IListener> ListenAsync(
        Target target, ListenOptions options, IMessageReceiver receiver, CancellationToken cancellationToken) => ListenAsync(
            () => new ServerQueues(
                target, DeadLettersOf([target.Topic!], $"{target.Server} ({_settings.ConnectionName})"), _servers),
            options, receiver, cancellationToken);

    public Task<IListener> ListenForNotificationsAsync(
        IReadOnlyList<Target> sources, string? pool, ListenOptions options, IMessageReceiver receiver,
        CancellationToken cancellationToken) => ListenAsync(
            () => new NotificationQueues(
                sources, pool, DeadLettersOf(pool is null ? sources.Select(source => source.Topic!) : [pool], _settings.ConnectionName),
                _runtime),
            options, receiver, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _waiters.FailWhere(waiter =>
        {
            if (waiter.State is CallShipment { MayBeAnswered: true })
            {
                _inbox.OnUnanswered(waiter.Id);
            }

            return null;
        });
        _waiters.Dispose();
        IListener[] listeners;
        lock (_lock)
        {
            listeners = [.. _listeners];
        }

        foreach (var listener in listeners)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }

        // The servers have not waited for their replies to be sent.
        await _outbox.DrainAsync(new Deadline(_runtime.Time, _settings.CloseTimeout)).ConfigureAwait(false);

        _missing.Dispose();
        _fullQueues.Dispose();
        _addresses.Dispose();
        _intake.Dispose();
        await _inbox.DisposeAsync().ConfigureAwait(false);
        await _consumeLine.DisposeAsync().ConfigureAwait(false);
        await _publishLine.DisposeAsync().ConfigureAwait(false);
        await _background.DrainAsync(new Deadline(_runtime.Time, _settings.CloseTimeout)).ConfigureAwait(false);
        _runtime.Deadlines.Dispose();
    }

    /// <summary>Explains why no queue took a call: nobody serves it, or a server does but its queue is not bound.</summary>
    private async Task<NoServerException> ExplainAsync(NoServerException error, Route route)
    {
        var queue = route.RoutingKey.Value;
        return await _publisher.Inquiry.CountConsumersAsync(queue).ConfigureAwait(false) == 0 ? error : new NoServerException(
            error.Target, error.Method, await _publisher.Inquiry.DescribeAsync(queue, route.Exchange.Value).ConfigureAwait(false));
    }

    private DeadLetterOffice? DeadLettersOf(IEnumerable<string> owners, string by) => !_settings.DeadLetterQueues ? null
        : new DeadLetterOffice(
            owners.Select(owner => new DeadLetters(owner, by, _publisher, _publishLine, _declarers, _runtime)), _settings.CloseTimeout,
            _runtime.Time);

    private async Task<IListener> ListenAsync(
        Func<ListenedQueues> queues, ListenOptions options, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        await _consumeLine.ConnectAsync(cancellationToken).ConfigureAwait(false);
        var listener = new RabbitListener(queues(), options, receiver, _servers, OnDisposed);
        lock (_lock)
        {
            _listeners.Add(listener);
        }

        try
        {
            await listener.StartAsync(cancellationToken).ConfigureAwait(false);
            return listener;
        }
        catch
        {
            await listener.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void OnDisposed(IListener listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, typeof(Transport));
}
