using Messaging.Drivers.Rabbit.Connecting.Sockets;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Settings;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>One connection, from the moment it is open until it is lost. The next connection is another session.</summary>
internal sealed class BrokerSession
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IConnection _connection;
    private readonly SocketSet _sockets;
    private readonly TransientQueueRule _transientQueues;
    private readonly RabbitRuntime _runtime;
    private readonly StandstillClock? _clock;
    private readonly ITimer? _watch;
    private readonly ClusterContact? _contact;
    private volatile string? _cutFor;
    private volatile bool _closing;
    private Action? _ending;
    private bool _hasEnded;

    public BrokerSession(
        IConnection connection, SocketSet sockets, BrokerHost host, TransientQueueRule transientQueues, RabbitRuntime runtime)
    {
        _connection = connection;
        _sockets = sockets;
        _transientQueues = transientQueues;
        _runtime = runtime;
        Host = host;
        Stop = new PublishStop(host, runtime.Time, runtime.Logger);
        connection.ConnectionBlockedAsync += OnBlockedAsync;
        connection.ConnectionUnblockedAsync += OnUnblockedAsync;
        connection.CallbackExceptionAsync += OnCallbackExceptionAsync;
        connection.ConnectionShutdownAsync += OnShutdownAsync;
        if (ClusterContact.IsWorthwhile(runtime.Settings.Hosts, connection.ServerProperties))
        {
            _contact = new ClusterContact(this, runtime.Time, runtime.Background);
        }

        if (connection.Heartbeat > TimeSpan.Zero)
        {
            _clock = new StandstillClock(connection.Heartbeat / 2, runtime.Time);
            _watch = runtime.Time.CreateTimer(
                static session => ((BrokerSession)session!).CutWhenSilent(), this, connection.Heartbeat / 2, connection.Heartbeat / 2);
        }
    }

    public BrokerHost Host { get; }

    /// <summary>Completes when the connection is lost, with the reason. Never fails.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>Whether the reason for the loss has been logged and dealt with, so that the loss itself need not be.</summary>
    public bool IsLossExplained { get; private set; }

    /// <summary>Why the broker ended the connection, if the cause was something requested through it.</summary>
    public ConnectionFailedException? Refusal { get; private set; }

    public bool IsOpen => !_closing && _connection.IsOpen;

    /// <summary>Whether the broker accepts messages now.</summary>
    public PublishStop Stop { get; }

    /// <summary>Opens a channel; a channel with confirms is for publishing.</summary>
    /// <exception cref="DeliveryException">The connection has as many channels as the broker allows.</exception>
    public async Task<IChannel> OpenChannelAsync(bool confirms, CancellationToken cancellationToken)
    {
        try
        {
            return await _connection.CreateChannelAsync(
                new CreateChannelOptions(confirms, publisherConfirmationTrackingEnabled: false, consumerDispatchConcurrency: 1),
                cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelAllocationException e)
        {
            throw EndVerdict.ChannelsUsedUp(Host, _connection.ChannelMax, e);
        }
    }

    /// <summary>Runs an action as soon as the connection can no longer be used; at once when that is already so.</summary>
    public void OnEnding(Action act)
    {
        lock (_lock)
        {
            if (!_hasEnded)
            {
                _ending += act;
                return;
            }
        }

        act();
    }

    /// <summary>Closes the connection: gracefully while there is time, then by aborting it.</summary>
    public async Task CloseAsync()
    {
        _closing = true;
        StopWatching();
        End();
        var closing = CloseLibraryAsync();
        try
        {
            await closing.WaitAsync(_runtime.Settings.CloseTimeout, _runtime.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            RabbitLog.ClosedHard(_runtime.Logger, Host.ToString());
            _sockets.Cut();
            _runtime.Background.Add(closing);
        }
    }

    /// <summary>Gives up the connection, so that another is opened.</summary>
    public void Cut(string why)
    {
        _cutFor = why;
        StopWatching();
        _sockets.Cut();
    }

    /// <summary>
    /// A peer that is silent for two heartbeats is dead. The library would notice after three, but its timer then closes the connection at
    /// the same time as its reader does; an exception there is thrown on a pool thread and ends the process. When the socket is closed,
    /// only the reader closes the connection. If this process itself stood still, it must first read what the broker sent in the meantime.
    /// </summary>
    private void CutWhenSilent()
    {
        var silence = _sockets.Silence;
        if (_clock!.IsSteady() && silence > 2 * _connection.Heartbeat)
        {
            Cut($"the broker was silent for {silence.TotalSeconds:0} s");
        }
    }

    private void End()
    {
        Action? ending;
        lock (_lock)
        {
            _hasEnded = true;
            ending = _ending;
            _ending = null;
        }

        ending?.Invoke();
    }

    private void StopWatching()
    {
        _watch?.Dispose();
        _contact?.Stop();
    }

    private async Task CloseLibraryAsync()
    {
        try
        {
            // A lost connection closes itself and may still be telling its channels: disposing it now is a race inside the library.
            if (_connection.IsOpen)
            {
                await _connection.CloseAsync(Constants.ReplySuccess, "Goodbye", _runtime.Settings.CloseTimeout, abort: true)
                    .ConfigureAwait(false);
                await _connection.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // Whatever is wrong with a connection that is being discarded, it has ended.
        }
        finally
        {
            _sockets.Cut();
            _lost.TrySetResult("closed");
        }
    }

    private Task OnShutdownAsync(object sender, ShutdownEventArgs reason)
    {
        Stop.Release();
        End();
        StopWatching();
        IsLossExplained = _transientQueues.Learn(Host, reason);
        Refusal = IsLossExplained ? null : EndVerdict.Of(reason, Host);
        _lost.TrySetResult(
            reason.Initiator == ShutdownInitiator.Application ? "closed" : _cutFor ?? $"{reason.ReplyCode} {reason.ReplyText}");
        return Task.CompletedTask;
    }

    private Task OnBlockedAsync(object sender, ConnectionBlockedEventArgs args)
    {
        Stop.Begin(args.Reason);
        return Task.CompletedTask;
    }

    private Task OnUnblockedAsync(object sender, AsyncEventArgs args)
    {
        Stop.End();
        return Task.CompletedTask;
    }

    private Task OnCallbackExceptionAsync(object sender, CallbackExceptionEventArgs args)
    {
        RabbitLog.CallbackFailed(_runtime.Logger, Host.ToString(), args.Exception);
        return Task.CompletedTask;
    }
}
