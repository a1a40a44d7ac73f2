using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Diagnostics;
using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Replying;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Amqp1.Serving;

/// <summary>A listener: its queues are declared and consumed again on each connection, in a session of their own.</summary>
internal sealed class LinkIntake : IListener
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RemovalTime = TimeSpan.FromSeconds(5);

    private readonly IIntakePlan _plan;
    private readonly ListenOptions _options;
    private readonly IMessageReceiver _receiver;
    private readonly ConnectionSupervisor _line;
    private readonly ReplyOutbox _outbox;
    private readonly DriverContext _context;
    private readonly LinkRecovery _recovery;
    private readonly CancellationToken _stopToken;
    private readonly Backoff _backoff;
    private readonly Action<LinkIntake> _onDisposed;
    private readonly BackgroundWork _background;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IntakeSession? _current;
    private bool _stopping;
    private bool _stopped;
    private int _disposed;
    private Task? _loop;

    public LinkIntake(
        IIntakePlan plan, ListenOptions options, IMessageReceiver receiver, ConnectionSupervisor line, ReplyOutbox outbox,
        Amqp1Settings settings, DriverContext context, ILogger logger, Action<LinkIntake> onDisposed)
    {
        _plan = plan;
        _options = options;
        _receiver = receiver;
        _line = line;
        _outbox = outbox;
        _context = context;
        _recovery = new LinkRecovery(settings, context.TimeProvider);
        _stopToken = _stop.Token;
        _backoff = new Backoff(settings.ReconnectDelay, settings.MaxReconnectDelay);
        _onDisposed = onDisposed;
        HoldLimit = settings.HoldLimit;
        Logger = logger;
        _background = new BackgroundWork(error => Amqp1Log.WorkFailed(logger, error));
    }

    public ILogger Logger { get; }

    public int MaxMessageSize => _context.MaxMessageSize;

    public TimeSpan HoldLimit { get; }

    /// <summary>Waits until it receives messages for the first time.</summary>
    /// <exception cref="DeliveryException">The broker refused a queue or an exchange.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The loop belongs to no call: it must not inherit an activity or a deadline.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(RunAsync, CancellationToken.None);
        }

        return _started.Task.WaitAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        IntakeSession? current;
        lock (_lock)
        {
            _stopping = true;
            current = _stopped ? null : _current;
        }

        if (current is not null)
        {
            using var limit = new CancellationTokenSource(StopTime, _context.TimeProvider);
            await current.StopAsync(_options.Prefetch, limit.Token, cancellationToken).ConfigureAwait(false);
        }

        lock (_lock)
        {
            _stopped = true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        using (var limit = new CancellationTokenSource(RemovalTime, _context.TimeProvider))
        {
            await StopAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await (_loop ?? Task.CompletedTask).ConfigureAwait(false);
        await _background.DrainAsync(new Deadline(_context.TimeProvider, RemovalTime)).ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        if (_line.Current is { } session)
        {
            using var limit = new CancellationTokenSource(RemovalTime, _context.TimeProvider);
            await _plan.RemoveAsync(session, limit.Token).ConfigureAwait(false);
        }

        _stop.Dispose();
        _onDisposed(this);
    }

    /// <summary>A message arrived. Called by one thread, that of the connection.</summary>
    public void OnMessage(Amqp1IncomingMessage message, in MessageContent content)
    {
        lock (_lock)
        {
            if (!_stopped)
            {
                if (content.IsTooLarge)
                {
                    _receiver.OnTooLarge(message, OversizedMessage.Read(content.Body, MaxMessageSize));
                }
                else
                {
                    _receiver.OnMessage(message, content.Body);
                }

                return;
            }
        }

        // It was under way when the intake stopped. If it were released, the broker would mark it as one that may have run.
        if (message.Redelivered)
        {
            message.Requeue();
        }
        else
        {
            message.HandBack(content.Body, new Deadline(_context.TimeProvider, message.TimeToLive ?? Timeout.InfiniteTimeSpan));
        }
    }

    /// <summary>A caller gave up.</summary>
    public void OnCancel(Dialect dialect, Message message)
    {
        if (dialect.CancelOf(message) is { } cancel)
        {
            _receiver.OnCancel(cancel);
        }
    }

    /// <summary>The broker closed the link of one queue.</summary>
    public void AttachAgain(IntakeSession session, QueueLink queue, string reason)
    {
        Amqp1Log.LinkClosed(Logger, queue.Address, reason);
        _background.Add(_recovery.RunAsync(token => AttachAsync(session, queue, token), session.Ended, _stopToken));
    }

    /// <summary>Gives back a call that was not started.</summary>
    public void HandBack(QueueLink link, Message message, ReadOnlySpan<byte> body, Deadline deadline, IncomingMessage facts)
    {
        if (!link.HasCopies && link.Dialect.HandsBackAnew(message))
        {
            _background.Add(_outbox.HandBackAsync(link, message, body.ToArray(), deadline, facts));
        }
        else
        {
            link.Settle(message, new Released());
        }
    }

    public Task ReplyAsync(
        Dialect dialect, string replyTo, ReadOnlyMemory<byte> body, Message call, Deadline deadline, CancellationToken cancellationToken) =>
        _outbox.SendAsync(dialect, replyTo, body, call, deadline, cancellationToken);

    private async Task RunAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                await LiveAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            _started.TrySetCanceled();
        }
        catch (Exception e)
        {
            _started.TrySetException(e);
        }
    }

    private async Task LiveAsync()
    {
        BrokerSession? session = null;
        try
        {
            session = await _line.GetAsync(new Deadline(_context.TimeProvider, Timeout.InfiniteTimeSpan), _stop.Token)
                .ConfigureAwait(false);
            var ended = await OpenAsync(session).ConfigureAwait(false);
            _backoff.Reset();
            if (!_started.TrySetResult())
            {
                Amqp1Log.IntakeRestored(Logger, _plan.Name);
            }

            var reason = await ended.WaitAsync(_stop.Token).ConfigureAwait(false);
            if (session.IsOpen)
            {
                Amqp1Log.IntakeLost(Logger, _plan.Name, reason);
            }

            await CloseAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException && (e is not ObjectDisposedException || session is not null))
        {
            // Whatever the exception: an intake that ends unnoticed would be worse.
            await OnFailedAsync(session, e).ConfigureAwait(false);
        }
    }

    private async Task OnFailedAsync(BrokerSession? session, Exception error)
    {
        await CloseAsync().ConfigureAwait(false);
        if (session is { IsOpen: false })
        {
            return;
        }

        if (!_started.Task.IsCompleted)
        {
            throw error as MessagingException
                ?? new DeliveryException($"The broker refused the intake of {_plan.Name}: {error.Message}", isTransient: false, error);
        }

        if (session is not null)
        {
            Amqp1Log.IntakeLost(Logger, _plan.Name, error.Message);
        }

        await Task.Delay(_backoff.Next(), _context.TimeProvider, _stop.Token).ConfigureAwait(false);
    }

    /// <summary>Declares and consumes. Returns a task that completes, with the reason, when the broker ends the intake.</summary>
    private async Task<Task<string>> OpenAsync(BrokerSession session)
    {
        await _plan.DeclareAsync(session, _stop.Token).ConfigureAwait(false);
        var opened = new IntakeSession(this, _plan, session);
        lock (_lock)
        {
            _current = opened;
        }

        await opened.OpenAsync(_plan.CancelAddressIn(session.Dialect), _options.Prefetch, _stop.Token).ConfigureAwait(false);
        lock (_lock)
        {
            if (!_stopping)
            {
                opened.Start(_options.Prefetch);
            }
        }

        return opened.Ended;
    }

    private async Task AttachAsync(IntakeSession session, QueueLink queue, CancellationToken cancellationToken)
    {
        await session.AttachAsync(queue, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            if (!_stopping)
            {
                queue.Start(_options.Prefetch);
            }
        }
    }

    private async Task CloseAsync()
    {
        IntakeSession? current;
        lock (_lock)
        {
            (current, _current) = (_current, null);
        }

        await (current?.CloseAsync() ?? Task.CompletedTask).ConfigureAwait(false);
    }
}
