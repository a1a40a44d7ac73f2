using System.Diagnostics.CodeAnalysis;
using Messaging.Drivers;
using Messaging.Threads;

namespace Messaging.Intake;

/// <summary>The start and the stop of a loop and of the driver's listener that feeds it: each once, one at a time.</summary>
/// <param name="owner">Whose intake it is, for errors.</param>
/// <param name="transport">Where the messages come from.</param>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore that nobody waits on by handle holds nothing to free.")]
internal sealed class MessageIntake<TLoop>(IAsyncDisposable owner, Transport transport)
    where TLoop : class, IMessageLoop
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private TLoop? _loop;
    private IListener? _listener;
    private bool _stopped;

    /// <summary>Starts; an attempt that fails leaves nothing behind and may be made again.</summary>
    /// <param name="create">Makes the loop.</param>
    /// <param name="listen">Makes the listener that feeds it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The loop, which runs.</returns>
    public async Task<TLoop> StartAsync(
        Func<TLoop> create, Func<TLoop, CancellationToken, Task<IListener>> listen, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_stopped, owner);
            transport.ThrowIfDisposed();
            if (_loop is not null)
            {
                throw new InvalidOperationException($"This {owner.GetType().Name} was started before.");
            }

            var loop = create();
            StarvationWatch.Add(loop);
            try
            {
                _listener = await listen(loop, cancellationToken).ConfigureAwait(false);
                loop.KeepWithin(_listener.HoldLimit);
                _loop = loop;
            }
            finally
            {
                if (_loop is null)
                {
                    StarvationWatch.Remove(loop);
                    await loop.DisposeAsync().ConfigureAwait(false);
                }
            }

            return loop;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stops, and drains the loop.</summary>
    /// <param name="stopped">Told of the loop and of the number of messages that were given back, when it ran.</param>
    /// <param name="cancellationToken">Ends the wait for what runs: it is cancelled, and the stop goes on.</param>
    public async Task StopAsync(Action<TLoop, int> stopped, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            _stopped = true;
            if (_loop is not { } loop || _listener is not { } listener)
            {
                return;
            }

            _loop = null;
            _listener = null;
            loop.Close();
            await listener.StopAsync(CancellationToken.None).ConfigureAwait(false);
            var handedBack = await loop.DrainAsync(cancellationToken).ConfigureAwait(false);
            StarvationWatch.Remove(loop);
            await listener.DisposeAsync().ConfigureAwait(false);
            await loop.DisposeAsync().ConfigureAwait(false);
            stopped(loop, handedBack);
        }
        finally
        {
            _turn.Release();
        }
    }
}
