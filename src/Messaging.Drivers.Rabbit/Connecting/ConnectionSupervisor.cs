
namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>
/// Maintains one connection: opens it when it is first needed, and again, on the next host, whenever it is lost. Callers wait here for it.
/// </summary>
internal sealed class ConnectionSupervisor(string purpose, BrokerConnector connector, RabbitRuntime runtime) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HostOrder _hosts = new(runtime.Settings.Hosts, runtime.Settings.Failover, Random.Shared);
    private readonly Backoff _backoff = new(runtime.Settings.ReconnectDelay, runtime.Settings.MaxReconnectDelay);
    private readonly LineLog _log = new(purpose, runtime.Time, runtime.Logger);
    private readonly LineHistory _history = new(purpose, runtime.Time);
    private readonly EarlyEnds _ends = new(runtime.Time);
    private readonly TimeProvider _time = runtime.Time;
    private TaskCompletionSource _change = NewChange();
    private TaskCompletionSource _wake = NewChange();
    private volatile BrokerSession? _current;
    private Task _loop = Task.CompletedTask;

    /// <summary>Why the last attempt failed; null once one succeeded.</summary>
    public ConnectionFailedException? LastError { get; private set; }

    /// <summary>Why no message can be sent now, for the errors of waiting callers; null when one can.</summary>
    public string? Trouble => Current switch
    {
        null => LastError is { } error ? $"There is no connection to the broker. {error.Message}" : "There is no connection to the broker.",
        { Stop.Reason: { } reason } session => $"The broker at {session.Host} accepts no messages ({reason}). Free its memory or disk.",
        _ => null,
    };

    /// <summary>The state of the connection, for observers.</summary>
    public ConnectionState State
    {
        get
        {
            lock (_lock)
            {
                return _history.Describe(Current, LastError);
            }
        }
    }

    /// <summary>The open session, or null.</summary>
    public BrokerSession? Current => _current is { IsOpen: true } session ? session : null;

    /// <summary>Whether the connection was given up for good: nobody gets a session any more.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock)
            {
                return _history.Status == ConnectionStatus.Closed;
            }
        }
    }

    /// <summary>Whether the connection came back, after a loss or a failed attempt, less than the given time ago.</summary>
    public bool IsBackFor(TimeSpan most) => _history.IsBackFor(most);

    /// <summary>Waits for the open session.</summary>
    /// <exception cref="ConnectionFailedException">The broker refused the last attempt.</exception>
    /// <exception cref="TimeoutException">The deadline passed first.</exception>
    public async ValueTask<BrokerSession> GetAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_history.Status == ConnectionStatus.Closed, typeof(Transport));
                if (Current is { } session)
                {
                    return session;
                }

                if (_history.Status == ConnectionStatus.Refused)
                {
                    throw ConnectionVerdict.Again(LastError!);
                }

                Start();
                change = _change.Task;
            }

            try
            {
                await deadline.WaitAsync(change, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException e)
            {
                throw new TimeoutException(Trouble ?? "There was no connection to the broker.", e);
            }
        }
    }

    /// <summary>Waits for the open session, or for the end of one round over all hosts.</summary>
    /// <exception cref="ConnectionFailedException">No host accepted the connection.</exception>
    public async Task<BrokerSession> ConnectAsync(CancellationToken cancellationToken)
    {
        ConnectionFailedException? before;
        lock (_lock)
        {
            before = LastError;
        }

        while (true)
        {
            Task change;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_history.Status == ConnectionStatus.Closed, typeof(Transport));
                if (Current is { } session)
                {
                    return session;
                }

                if (LastError is { } error && error != before)
                {
                    throw ConnectionVerdict.Again(error);
                }

                Start();
                _wake.TrySetResult();
                change = _change.Task;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _history.Move(ConnectionStatus.Closed);
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        Move(ConnectionStatus.Closed);
        _stop.Dispose();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Start()
    {
        if (_history.Status == ConnectionStatus.Idle)
        {
            _history.Move(ConnectionStatus.Connecting);
            _loop = Task.Run(RunAsync, CancellationToken.None);
        }
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            BrokerSession? session = null;
            try
            {
                session = await OpenAnyAsync().ConfigureAwait(false);
                if (session is not null)
                {
                    Move(ConnectionStatus.Open, session);
                    if (await _ends.OnOpenedAsync(session.Lost, _stop.Token).ConfigureAwait(false))
                    {
                        _backoff.Reset();
                        _log.Connected(session);
                    }

                    OnLost(session, await session.Lost.WaitAsync(_stop.Token).ConfigureAwait(false));
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // Disposing: the session, if there is one, is closed below.
            }

            if (session is not null)
            {
                await session.CloseAsync().ConfigureAwait(false);
            }

            if (session is not { IsLossExplained: true })
            {
                await PauseAsync().ConfigureAwait(false);
            }
        }
    }

    private void OnLost(BrokerSession session, string reason)
    {
        if (!session.IsLossExplained)
        {
            _hosts.Failed(session.Host);
        }

        if (_ends.OnLost(session.Refusal) is { } error)
        {
            Move(error.IsTransient ? ConnectionStatus.Unreachable : ConnectionStatus.Refused, error: error);
            return;
        }

        Move(ConnectionStatus.Connecting);
        _log.Lost(session, reason);
    }

    private async Task<BrokerSession?> OpenAnyAsync()
    {
        try
        {
            return await connector.OpenAnyAsync(_hosts, purpose, host => _history.Host = host, _stop.Token).ConfigureAwait(false);
        }
        catch (ConnectionFailedException e)
        {
            Move(e.IsTransient ? ConnectionStatus.Unreachable : ConnectionStatus.Refused, error: e);
            return null;
        }
    }

    private async Task PauseAsync()
    {
        // After an ordinary loss there is no error: the loss has been logged.
        var delay = _backoff.Next();
        if (LastError is { } error && !_stop.IsCancellationRequested)
        {
            _log.Failed(error, delay);
        }

        Task wake;
        lock (_lock)
        {
            if (_wake.Task.IsCompleted)
            {
                _wake = NewChange();
            }

            wake = _wake.Task;
        }

        try
        {
            await wake.WaitAsync(delay, _time, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // The wait is over.
        }
    }

    private void Move(ConnectionStatus status, BrokerSession? session = null, ConnectionFailedException? error = null)
    {
        TaskCompletionSource change;
        lock (_lock)
        {
            _current = session;
            LastError = session is not null ? null : error ?? LastError;
            _history.Move(status);
            change = _change;
            _change = NewChange();
        }

        change.SetResult();
    }
}
