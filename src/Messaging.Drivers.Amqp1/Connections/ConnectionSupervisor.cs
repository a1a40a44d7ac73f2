using Messaging.Drivers.Amqp1.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>Supervises the connection: opens it when it is first needed, and reopens it, on the next host, whenever it is lost.</summary>
internal sealed class ConnectionSupervisor : IAsyncDisposable
{
    private readonly BrokerConnector _connector;
    private readonly Amqp1Settings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Func<BrokerSession, string, int> _onLost;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Backoff _backoff;
    private TaskCompletionSource _change = NewChange();
    private TaskCompletionSource _wake = NewChange();
    private volatile BrokerSession? _current;
    private ConnectionFailedException? _error;
    private ConnectionStatus _status = ConnectionStatus.Idle;
    private DateTimeOffset _since;
    private DateTimeOffset? _lastOpen;
    private string? _host;
    private int _failedRounds;
    private int _next;
    private Task? _loop;

    /// <param name="connector">Opens the connection.</param>
    /// <param name="settings">The hosts, and the waits between attempts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The logger.</param>
    /// <param name="onLost">Fails the calls that cannot outlive a connection, and returns their number.</param>
    public ConnectionSupervisor(
        BrokerConnector connector, Amqp1Settings settings, TimeProvider time, ILogger logger, Func<BrokerSession, string, int> onLost)
    {
        _connector = connector;
        _settings = settings;
        _time = time;
        _logger = logger;
        _onLost = onLost;
        _backoff = new Backoff(settings.ReconnectDelay, settings.MaxReconnectDelay);
        _since = time.GetUtcNow();
    }

    /// <summary>The open session, or null.</summary>
    public BrokerSession? Current => _current is { IsOpen: true } session ? session : null;

    /// <summary>Why nothing can be sent now, or null.</summary>
    public string? Trouble => Current is not null ? null
        : Volatile.Read(ref _error) is { } error ? $"There is no connection to the broker. {error.Message}" : "There is no connection to the broker.";

    public ConnectionState State
    {
        get
        {
            lock (_lock)
            {
                return new("broker", _status, _since, _lastOpen, _host, _error?.Message);
            }
        }
    }

    /// <summary>Whether the connection was lost and has been open again for less than this time.</summary>
    public bool IsBackFor(TimeSpan most)
    {
        lock (_lock)
        {
            return _status == ConnectionStatus.Open && _lastOpen is not null && _time.GetUtcNow() - _since < most;
        }
    }

    /// <summary>Waits for the open session.</summary>
    /// <exception cref="ConnectionFailedException">The broker refused us at the last attempt.</exception>
    /// <exception cref="TimeoutException">The deadline passed first.</exception>
    /// <exception cref="ObjectDisposedException">The transport was disposed.</exception>
    public async ValueTask<BrokerSession> GetAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (_lock)
            {
                Start();
                if (Current is { } session)
                {
                    return session;
                }

                if (_error is { IsTransient: false } refused)
                {
                    throw new ConnectionFailedException(refused.Message, isTransient: false, refused);
                }

                change = _change.Task;
            }

            await deadline.WaitAsync(change, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Connects now, and waits for one round of attempts at most.</summary>
    /// <exception cref="ConnectionFailedException">No host accepted us.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var failedBefore = Volatile.Read(ref _failedRounds);
        while (true)
        {
            Task change;
            lock (_lock)
            {
                Start();
                if (Current is not null)
                {
                    return;
                }

                if (_failedRounds != failedBefore && _error is { } error)
                {
                    throw new ConnectionFailedException(error.Message, error.IsTransient, error);
                }

                change = _change.Task;
            }

            _wake.TrySetResult();
            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task? loop;
        lock (_lock)
        {
            if (_status == ConnectionStatus.Closed)
            {
                return;
            }

            SetStatus(ConnectionStatus.Closed, null);
            loop = _loop;
        }

        Change(ConnectionStatus.Closed, null);

        await _stop.CancelAsync().ConfigureAwait(false);
        await (loop ?? Task.CompletedTask).ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>Called under the lock.</summary>
    private void Start()
    {
        ObjectDisposedException.ThrowIf(_status == ConnectionStatus.Closed, typeof(Transport));
        if (_loop is null)
        {
            // The loop belongs to no call: it must not inherit the activity or the budget of the one that starts it.
            using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            {
                _loop = Task.Run(RunAsync);
            }
        }
    }

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
            // The transport was disposed.
        }
    }

    /// <summary>Runs one connection until it ends, or one round of failed attempts and the wait after it.</summary>
    private async Task LiveAsync()
    {
        Change(ConnectionStatus.Connecting, _error);
        var session = await TryHostsAsync().ConfigureAwait(false);
        if (session is null)
        {
            await WaitAsync(Volatile.Read(ref _wake).Task).ConfigureAwait(false);
            return;
        }

        _backoff.Reset();
        Amqp1Log.Connected(_logger, session.Host.ToString(), session.Product);
        _current = session;
        Change(ConnectionStatus.Open, null);
        string reason;
        try
        {
            reason = await session.Ended.WaitAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        _current = null;
        Amqp1Log.ConnectionLost(_logger, session.Host.ToString(), reason, _onLost(session, reason));
        Change(ConnectionStatus.Connecting, new ConnectionFailedException($"{session.Host}: {reason}", isTransient: true));
    }

    private async Task<BrokerSession?> TryHostsAsync()
    {
        ConnectionFailedException? worst = null;
        foreach (var _ in _settings.Hosts)
        {
            var host = _settings.Hosts[_next];
            _host = host.ToString();
            _next = (_next + 1) % _settings.Hosts.Count;
            try
            {
                return await _connector.OpenAsync(host, _stop.Token).ConfigureAwait(false);
            }
            catch (ConnectionFailedException e)
            {
                // Report a refusal only when every host refuses.
                worst = worst is null || e.IsTransient ? e : worst;
            }
        }

        OnFailed(worst!);
        return null;
    }

    private void OnFailed(ConnectionFailedException error)
    {
        if (_error?.Message != error.Message)
        {
            if (error.IsTransient)
            {
                Amqp1Log.AttemptFailed(_logger, error.Message);
            }
            else
            {
                Amqp1Log.AttemptRefused(_logger, error.Message);
            }
        }

        Interlocked.Increment(ref _failedRounds);
        Change(error.IsTransient ? ConnectionStatus.Unreachable : ConnectionStatus.Refused, error);
    }

    private async Task WaitAsync(Task wake)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var delay = Task.Delay(_backoff.Next(), _time, waiting.Token);
        await Task.WhenAny(delay, wake).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Sets the status, and wakes those that wait for a change.</summary>
    private void Change(ConnectionStatus status, ConnectionFailedException? error)
    {
        TaskCompletionSource change;
        lock (_lock)
        {
            if (_status != ConnectionStatus.Closed)
            {
                SetStatus(status, error);
            }

            (change, _change) = (_change, NewChange());
            _wake = NewChange();
        }

        change.TrySetResult();
    }

    private void SetStatus(ConnectionStatus status, ConnectionFailedException? error)
    {
        var now = _time.GetUtcNow();
        if (_status == ConnectionStatus.Open)
        {
            _lastOpen = now;
        }

        // A connection that is down keeps the time when it was lost, however many attempts have failed since.
        if (status is ConnectionStatus.Open or ConnectionStatus.Closed || _status is ConnectionStatus.Open or ConnectionStatus.Idle)
        {
            _since = now;
        }

        _status = status;
        _error = error;
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
