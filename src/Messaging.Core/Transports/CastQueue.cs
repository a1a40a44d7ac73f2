using System.Threading.Channels;
using Messaging.Diagnostics;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Transports;

/// <summary>
/// The casts that nobody awaits: bounded, started in the order in which they were made, failures logged. No cast waits for another: a
/// server that does not take its casts delays those of other servers only when as many casts are in flight as may be queued.
/// </summary>
internal sealed class CastQueue(Transport transport, int capacity) : IAsyncDisposable
{
    private const int Senders = 16;
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private readonly Channel<(NamedRequest Message, ICastSender Sender)> _waiting = Channel.CreateBounded<(NamedRequest, ICastSender)>(
        new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.Wait });
    private readonly SemaphoreSlim _room = new(capacity);
    private readonly BackgroundWork _sending = new(static _ => { }); // Each logs its own failure.
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private Task? _senders;
    private bool _closed;

    private int Capacity { get; } = capacity;

    /// <summary>Queues a cast, with the sender that sends it when its turn comes.</summary>
    /// <exception cref="DeliveryException">The queue is full.</exception>
    public void Add(NamedRequest message, ICastSender sender)
    {
        message.FixArguments();
        EnsureStarted();
        if (!_waiting.Writer.TryWrite((message, sender)))
        {
            transport.ThrowIfDisposed();
            throw new DeliveryException(
                $"{Capacity} casts are already waiting to be sent, so '{message.Method}' to {message.Target} was refused. " +
                "Use CastAsync to wait for the broker, or raise TransportOptions.CastQueueCapacity.",
                isTransient: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task? senders;
        lock (_lock)
        {
            _closed = true;
            _waiting.Writer.TryComplete();
            senders = _senders;
        }

        if (senders is not null)
        {
            using var drain = new CancellationTokenSource(DrainTime, transport.TimeProvider);
            await using (drain.Token.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop).ConfigureAwait(false))
            {
                await senders.ConfigureAwait(false);
                await _sending.DrainAsync(new Deadline(transport.TimeProvider, Timeout.InfiniteTimeSpan)).ConfigureAwait(false);
            }
        }

        _stop.Dispose();
        _room.Dispose();
    }

    private void EnsureStarted()
    {
        if (Volatile.Read(ref _senders) is not null)
        {
            return;
        }

        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, transport);
            if (_senders is null)
            {
                // The loops are the queue's, not the first caller's: they do not inherit its activity or the call that it serves.
                using (ExecutionContext.SuppressFlow())
                {
                    _senders = Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(SendLoopAsync)));
                }
            }
        }
    }

    private async Task SendLoopAsync()
    {
        await foreach (var (message, sender) in _waiting.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            await _room.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            _sending.Add(SendAsync(message, sender));
        }
    }

    /// <summary>Sends one. Never fails.</summary>
    private async Task SendAsync(NamedRequest message, ICastSender sender)
    {
        try
        {
            await sender.SendQueuedAsync(transport, message, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            MessagingLog.CastFailed(transport.Logger, message.Method, message.Target, e);
            MessagingMetrics.CastsFailed.Add(1);
        }
        finally
        {
            _room.Release();
        }
    }
}
