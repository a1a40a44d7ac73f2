using Messaging.Drivers.Thrift.Calling;
using Messaging.Drivers.Thrift.Diagnostics;
using Messaging.Drivers.Thrift.Messages;
using Messaging.Drivers.Thrift.Serving;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Thrift;

/// <summary>The driver: a client of the servers of its URL and, once it listens, a server at one of its addresses.</summary>
internal sealed class ServiceDriver : IDriver
{
    private readonly ThriftSettings _settings;
    private readonly DriverContext _context;
    private readonly ILogger _logger;
    private readonly BackgroundWork _running;
    private readonly ReplyWaiters _waiters;
    private readonly ICaller _caller;
    private readonly SemaphoreSlim _binding = new(1, 1);
    private ServicePort? _port;
    private int _disposed;

    public ServiceDriver(ThriftSettings settings, DriverContext context)
    {
        _settings = settings;
        _context = context;
        _logger = context.LoggerFactory.CreateLogger("Messaging.Drivers.Thrift");
        _running = new BackgroundWork(OnWorkFailed);
        _waiters = new ReplyWaiters(
            context.TimeProvider,
            _ => $"We speak {settings.Dialect} to {string.Join(", ", settings.Hosts)}: a server that expects something else may be "
                + "silent. Check protocol and transport in the URL.");
        var dialer = new Dialer(settings, context.TimeProvider, _logger);
        _caller = settings.IsHttp ? new HttpCaller(settings)
            : settings.IsPipelined ? new PipelinedCaller(dialer, _logger)
            : new ExclusiveCaller(settings, dialer, _logger);
    }

    public Task ConnectAsync(CancellationToken cancellationToken)
    {
        // There is no broker to connect to: this process may itself be a server of the URL, or servers may start later.
        ThrowIfDisposed();
        return Task.CompletedTask;
    }

    public async ValueTask<Reply> CallAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        using var waiter = _waiters.Register(message, cancellationToken);
        var call = OutgoingCall.Read(message, waiter.Id, _settings.ServiceOf(message.Target), _settings.Multiplexed);
        if (!message.IsIdempotent && _caller.Shared is { } connection)
        {
            return await CallAsync(connection, call, waiter).ConfigureAwait(false);
        }

        var stop = new CancellationTokenSource();
        var asking = AskAsync(call, waiter, stop.Token);
        try
        {
            return await waiter.Task.ConfigureAwait(false);
        }
        finally
        {
            // Most attempts have ended by the time their answer arrives.
            if (!asking.IsCompleted)
            {
                _running.Add(asking);
                await stop.CancelAsync().ConfigureAwait(false);
            }
        }
    }

    public async Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        var call = OutgoingCall.Read(message, default, _settings.ServiceOf(message.Target), _settings.Multiplexed);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = _caller.AskAsync(call, message, default, stop.Token);
        try
        {
            await message.Deadline.WaitAsync(sending, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ConnectionLostException or TimeoutException)
        {
            throw new DeliveryException($"'{message.Method}' could not be sent: {e.Message}", isTransient: true, e);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);

            // The sender continues on another thread than the one that read the error, and may block there.
            await ((Task)sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        }
    }

    public async Task<IListener> ListenAsync(
        Target target, ListenOptions options, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        if (target.Exchange is not null && target.Exchange != _context.ControlExchange)
        {
            throw new InvalidTargetException(nameof(Target.Exchange), $"Thrift has no exchanges. Leave Exchange out of {target}.", target);
        }

        var service = _settings.ServiceOf(target);
        await _binding.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfDisposed();
            _port ??= await BindAsync(cancellationToken).ConfigureAwait(false);
            var listener = _port.Intake.Listen(target, service, options, receiver);
            _port.Start();
            return listener;
        }
        finally
        {
            _binding.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _waiters.Dispose();
        await _caller.DisposeAsync().ConfigureAwait(false);
        await _binding.WaitAsync().ConfigureAwait(false);
        if (_port is { } port)
        {
            await port.DisposeAsync().ConfigureAwait(false);
        }

        _binding.Release();
        await _running.DrainAsync(new Deadline(_context.TimeProvider, Timeout.InfiniteTimeSpan)).ConfigureAwait(false);
    }

    private async Task<ServicePort> BindAsync(CancellationToken cancellationToken)
    {
        var (socket, address) = await PortBinder.BindAsync(_settings, cancellationToken).ConfigureAwait(false);
        try
        {
            return new ServicePort(socket, address, _settings, _context, _logger, _running);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Makes a call over an open connection: the call is sent once, and the reading side passes the answer to the waiter.
    /// </summary>
    private async ValueTask<Reply> CallAsync(ServerConnection connection, OutgoingCall call, ReplyWaiter waiter)
    {
        var number = connection.NextNumber();
        var sending = SendAsync(connection, call, waiter, number);
        try
        {
            return await waiter.Task.ConfigureAwait(false);
        }
        finally
        {
            connection.Forget(number);

            // The call may still be being sent after its timeout, when the server does not read.
            _running.Add(sending);
        }
    }

    private async ValueTask SendAsync(ServerConnection connection, OutgoingCall call, ReplyWaiter waiter, int number)
    {
        try
        {
            await connection.SendAsync(call, new DirectCall(call.Method, waiter, _waiters), number).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            waiter.Fail(e);
        }
    }

    /// <summary>
    /// Asks until there is an answer or a failure. A call that may run twice is retried after a lost connection.
    /// </summary>
    private async Task AskAsync(OutgoingCall call, ReplyWaiter waiter, CancellationToken stop)
    {
        var message = waiter.Message;
        var backoff = new Backoff(_settings.ReconnectDelay, _settings.MaxReconnectDelay);
        while (true)
        {
            try
            {
                var reply = await _caller.AskAsync(call, message, waiter.Id, stop).ConfigureAwait(false);
                _waiters.Complete(reply!);
                return;
            }
            catch (ConnectionLostException) when (message.IsIdempotent && !waiter.IsEnded)
            {
                await Task.Delay(backoff.Next(), _context.TimeProvider, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                waiter.Fail(e);
                return;
            }
        }
    }

    private void OnWorkFailed(Exception error)
    {
        // A client that leaves before its refusal arrives is not an error.
        if (error is not DeliveryException)
        {
            ThriftLog.WorkFailed(_logger, error);
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, typeof(Transport));
}
