using System.Diagnostics.CodeAnalysis;
using Messaging.Drivers;
using Messaging.Threads;

namespace Messaging.Intake;

/// <summary>Starts and stops a loop and the driver's listener that feeds it: each once, one at a time.</summary>
/// <param name="owner">The owner of the intake, for errors.</param>
/// <param name="transport">The source of the messages.</param>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore that nobody waits on by handle holds nothing to free.")]
internal sealed class MessageIntake<TLoop>(IAsyncDisposable owner, Transport transport)
    where TLoop : class, IMessageLoop
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private TLoop? _loop;
    private IListener? _listener;
    private bool _stopped;

    /// <summary>Starts; a failed attempt leaves nothing behind and may be repeated.</summary>
    /// <param name="create">Creates the loop.</param>
    /// <param name="listen">Creates the listener that feeds it.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The running loop.</returns>
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
    /// <param name="stopped">Called with the loop and the number of messages that were given back, if it ran.</param>
    /// <param name="cancellationToken">Ends the wait for running methods: they are cancelled, and the stop continues.</param>
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
