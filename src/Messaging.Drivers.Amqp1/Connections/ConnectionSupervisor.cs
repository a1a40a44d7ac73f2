using Messaging.Drivers.Amqp1.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>Keeps the connection: opens it when it is first needed, and again, on the next host, whenever it is lost.</summary>
/// <param name="connector">What opens it.</param>
/// <param name="settings">The hosts, and how long to wait between attempts.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it logs.</param>
/// <param name="onLost">Fails what cannot outlive a connection, and says how much.</param>
internal sealed class ConnectionSupervisor(
    BrokerConnector connector, Amqp1Settings settings, TimeProvider time, ILogger logger, Func<BrokerSession, string, int> onLost)
    : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Backoff _backoff = new(settings.ReconnectDelay, settings.MaxReconnectDelay);
    private TaskCompletionSource _change = NewChange();
    private TaskCompletionSource _wake = NewChange();
    private volatile BrokerSession? _current;
    private ConnectionFailedException? _error;
    private ConnectionStatus _status = ConnectionStatus.Idle;
    private DateTimeOffset _since = time.GetUtcNow();
    private DateTimeOffset? _lastOpen;
    private string? _host;
    private int _failedRounds;
    private int _next;
    private Task? _loop;

    /// <summary>The open session, or null.</summary>
    public BrokerSession? Current => _current is { IsOpen: true } session ? session : null;

    /// <summary>Why no message can be sent now, or null.</summary>
    public string? Trouble => Current is not null ? null
        : Volatile.Read(ref _error) is { } error ? $"There is no connection to the broker. {error.Message}"
        : "There is no connection to the broker.";

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

    /// <summary>Whether the connection was lost, and has been open again for less than the given time.</summary>
    public bool IsBackFor(TimeSpan most)
    {
        lock (_lock)
        {
            return _status == ConnectionStatus.Open && _lastOpen is not null && time.GetUtcNow() - _since < most;
        }
    }

    /// <summary>Waits for the open session.</summary>
    /// <exception cref="ConnectionFailedException">The broker refused the last attempt.</exception>
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

    /// <summary>Connects now: waits for at most one round.</summary>
    /// <exception cref="ConnectionFailedException">No host accepted the connection.</exception>
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
            // The loop belongs to no call: it must not inherit an activity or a deadline.
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

    /// <summary>One life of the connection, or one round of attempts and the pause after it.</summary>
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
        Amqp1Log.Connected(logger, session.Host.ToString(), session.Product);
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
        Amqp1Log.ConnectionLost(logger, session.Host.ToString(), reason, onLost(session, reason));
        Change(ConnectionStatus.Connecting, new ConnectionFailedException($"{session.Host}: {reason}", isTransient: true));
    }

    private async Task<BrokerSession?> TryHostsAsync()
    {
        ConnectionFailedException? worst = null;
        foreach (var _ in settings.Hosts)
        {
            var host = settings.Hosts[_next];
            _host = host.ToString();
            _next = (_next + 1) % settings.Hosts.Count;
            try
            {
                return await connector.OpenAsync(host, _stop.Token).ConfigureAwait(false);
            }
            catch (ConnectionFailedException e)
            {
                // A refusal counts only when every host refuses.
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
                Amqp1Log.AttemptFailed(logger, error.Message);
            }
            else
            {
                Amqp1Log.AttemptRefused(logger, error.Message);
            }
        }

        Interlocked.Increment(ref _failedRounds);
        Change(error.IsTransient ? ConnectionStatus.Unreachable : ConnectionStatus.Refused, error);
    }

    private async Task WaitAsync(Task wake)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var delay = Task.Delay(_backoff.Next(), time, waiting.Token);
        await Task.WhenAny(delay, wake).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Changes the state, and wakes waiting callers.</summary>
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
        var now = time.GetUtcNow();
        if (_status == ConnectionStatus.Open)
        {
            _lastOpen = now;
        }

        // A connection that is down has been so since it was lost, however many attempts followed.
        if (status is ConnectionStatus.Open or ConnectionStatus.Closed || _status is ConnectionStatus.Open or ConnectionStatus.Idle)
        {
            _since = now;
        }

        _status = status;
        _error = error;
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
