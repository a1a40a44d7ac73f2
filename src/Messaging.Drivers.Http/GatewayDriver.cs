using Messaging.Drivers.Http.Calling;

namespace Messaging.Drivers.Http;

/// <summary>The driver: a client of the gateways of its URL.</summary>
internal sealed class GatewayDriver(HttpSettings settings, DriverContext context) : IDriver
{
    private static readonly TimeSpan FirstRepeat = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LastRepeat = TimeSpan.FromMilliseconds(500);

    private readonly GatewayCaller _caller = new(settings, context.TimeProvider);
    private readonly CancellationTokenSource _closing = new();
    private int _disposed;

    public Task ConnectAsync(CancellationToken cancellationToken)
    {
        // Each request opens its connection: there is nothing to check beforehand.
        ThrowIfDisposed();
        return Task.CompletedTask;
    }

    public async ValueTask<Reply> CallAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        var request = new GatewayRequest(message, settings);
        using var end = EndOf(message);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(end?.Token ?? default, _closing.Token, cancellationToken);
        Backoff? backoff = null;
        try
        {
            while (true)
            {
                try
                {
                    return (await _caller.AskAsync(request, any.Token).ConfigureAwait(false))!;
                }
                catch (ConnectionLostException) when (message.IsIdempotent && !any.IsCancellationRequested)
                {
                    // Its connection may have been one of many that broke; the gateway, or another, answers on a new one.
                    backoff ??= new Backoff(FirstRepeat, LastRepeat);
                    await Task.Delay(backoff.Next(), context.TimeProvider, any.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (any.IsCancellationRequested)
        {
            throw Ended(
                () => new CallTimeoutException(
                    message.Target, message.Method, message.Deadline.Timeout, $"The request was with {string.Join(", ", settings.Hosts)}."),
                cancellationToken);
        }
    }

    public async Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        var request = new GatewayRequest(message, settings);
        using var end = EndOf(message);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(end?.Token ?? default, _closing.Token, cancellationToken);
        try
        {
            await _caller.AskAsync(request, any.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (any.IsCancellationRequested)
        {
            throw Ended(
                () => new DeliveryException(
                    FormattableString.Invariant(
                        $"'{message.Method}' was not handed over within {message.Deadline.Timeout.TotalSeconds:0.###} s."),
                    isTransient: true),
                cancellationToken);
        }
    }

    public Task<IListener> ListenAsync(
        Target target, ListenOptions options, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        throw new DeliveryException(
            $"Nothing can be served over {settings.Scheme}://, which calls gateways. Serve {target} over another transport, such as "
                + "rabbit:// or zmq://, and put a gateway in front of it: app.MapRpc of the package Messaging.AspNetCore.",
            isTransient: false);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _closing.CancelAsync().ConfigureAwait(false);
            _caller.Dispose();
        }
    }

    private CancellationTokenSource? EndOf(OutgoingMessage message) =>
        message.Deadline.IsInfinite ? null : new CancellationTokenSource(message.Deadline.TimeLeft, context.TimeProvider);

    /// <summary>Why a request was cancelled: by the caller, by the driver, or by the deadline.</summary>
    private Exception Ended(Func<MessagingException> timeout, CancellationToken caller) =>
        caller.IsCancellationRequested ? new OperationCanceledException(caller)
        : _closing.IsCancellationRequested ? new ObjectDisposedException(
            nameof(Transport), "The transport was disposed while the request was in flight.")
        : timeout();

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, typeof(Transport));
}
