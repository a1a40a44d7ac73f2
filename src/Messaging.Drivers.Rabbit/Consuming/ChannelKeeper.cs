using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Verdicts;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>
/// Keeps one consuming channel alive: sets it up on each new connection, and again on the same one when the broker ended the channel or one
/// of its consumers.
/// </summary>
/// <param name="line">The connection.</param>
/// <param name="user">What consumes.</param>
/// <param name="endsWhenRefused">Whether it is given up when the broker refuses the first set-up: who waits for it is told, and may
/// begin again. Else it is tried again, as it is whenever it was up before.</param>
/// <param name="runtime">What the driver goes by.</param>
internal sealed class ChannelKeeper(
    ConnectionSupervisor line, IChannelUser user, bool endsWhenRefused, RabbitRuntime runtime) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Backoff _backoff = new(runtime.Settings.ReconnectDelay, runtime.Settings.MaxReconnectDelay);
    private readonly TimeProvider _time = runtime.Time;
    private readonly ILogger _logger = runtime.Logger;
    private readonly BackgroundWork _background = runtime.Background;
    private readonly TimeSpan _closeTimeout = runtime.Settings.CloseTimeout;
    private TaskCompletionSource _change = New();
    private readonly OutageNews _news = new(runtime.Time);
    private volatile Action<string>? _rebuild;
    private volatile bool _isUp;
    private Exception? _error;
    private bool _started;
    private bool _disposed;
    private bool _wasUp;
    private Task _loop = Task.CompletedTask;

    /// <summary>Whether it consumes now.</summary>
    public bool IsUp => _isUp;

    /// <summary>The open connection, whether it consumes on it or not; null when there is none.</summary>
    public BrokerSession? Session => line.Current;

    /// <summary>Tears down the current consumers, and sets them up again.</summary>
    public void Rebuild(string reason) => _rebuild?.Invoke(reason);

    /// <summary>Waits until it consumes; starts it if nobody has.</summary>
    /// <exception cref="MessagingException">The broker refused the last attempt to set it up.</exception>
    /// <exception cref="TimeoutException">The deadline passed first.</exception>
    public async Task WaitAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, typeof(Transport));
                if (_isUp)
                {
                    return;
                }

                if (_error is MessagingException { IsTransient: false } error)
                {
                    throw Again(error);
                }

                if (!_started)
                {
                    _started = true;
                    _loop = Task.Run(RunAsync, CancellationToken.None);
                }

                change = _change.Task;
            }

            await deadline.WaitAsync(change, $"Consuming {user.Name} was not set up.", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops, and closes the channel: unacknowledged messages go back to the broker.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        Signal(isUp: false, null);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static MessagingException Again(MessagingException error) => error is ConnectionFailedException failed
        ? ConnectionVerdict.Again(failed)
        : new DeliveryException(error.Message, error.IsTransient, error);

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            BrokerSession? session = null;
            try
            {
                session = await line.GetAsync(Forever(), _stop.Token).ConfigureAwait(false);
                await ServeAsync(session).ConfigureAwait(false);
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                // Disposing.
            }
            catch (Exception e)
            {
                Signal(isUp: false, e);
                if (endsWhenRefused && !_wasUp && e is MessagingException { IsTransient: false })
                {
                    return;
                }

                if (line.Current is null && e is not ConnectionFailedException)
                {
                    // The supervisor waits before it reconnects, and reports when it is refused.
                    continue;
                }

                var delay = _backoff.Next();
                if (e is not ConnectionFailedException && session is not { IsOpen: false } && _news.IsNews(e.Message))
                {
                    if (e is MessagingException { IsTransient: true } || PublishVerdict.IsTransient(e))
                    {
                        RabbitLog.ConsumerWaits(_logger, user.Name, e.Message, delay);
                    }
                    else
                    {
                        RabbitLog.ConsumerNotRestored(_logger, user.Name, delay, e);
                    }
                }

                await Task.Delay(delay, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Sets up the channel, and waits for its end.</summary>
    private async Task ServeAsync(BrokerSession session)
    {
        var down = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var channel = await user.SetUpAsync(session, reason => down.TrySetResult(reason), _stop.Token).ConfigureAwait(false);
        channel.ChannelShutdownAsync += OnShutdownAsync;
        try
        {
            _backoff.Reset();
            _news.End();
            _rebuild = reason => down.TrySetResult(reason);
            Signal(isUp: !down.Task.IsCompleted, null);
            if (_wasUp)
            {
                RabbitLog.ConsumerRestored(_logger, user.Name);
            }

            _wasUp = true;
            var reason = await down.Task.WaitAsync(_stop.Token).ConfigureAwait(false);
            if (session.IsOpen)
            {
                RabbitLog.ConsumerLost(_logger, user.Name, reason);
            }
        }
        finally
        {
            _rebuild = null;
            Signal(isUp: false, null);
            await CloseAsync(channel).ConfigureAwait(false);
        }

        Task OnShutdownAsync(object sender, ShutdownEventArgs reason)
        {
            _isUp = false;
            down.TrySetResult($"{reason.ReplyCode} {reason.ReplyText}");
            return Task.CompletedTask;
        }
    }

    /// <summary>A broker that does not answer must not delay us: what is left then ends with the connection.</summary>
    private async Task CloseAsync(IChannel channel)
    {
        var closing = TearDownAsync(channel);
        try
        {
            await closing.WaitAsync(_closeTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _background.Add(closing);
        }
    }

    private async Task TearDownAsync(IChannel channel)
    {
        try
        {
            await user.TearDownAsync(channel).ConfigureAwait(false);
            if (channel.IsOpen)
            {
                await channel.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (PublishVerdict.IsTransient(e))
        {
            // The channel ended with its connection.
        }
    }

    private Deadline Forever() => new(_time, Timeout.InfiniteTimeSpan);

    private void Signal(bool isUp, Exception? error)
    {
        TaskCompletionSource change;
        lock (_lock)
        {
            _isUp = isUp;
            _error = isUp ? null : error ?? _error;
            change = _change;
            _change = New();
        }

        change.SetResult();
    }
}
