using System.Diagnostics.CodeAnalysis;
using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Sending.Channels;

/// <summary>
/// The publish channels of one connection. A sender gets the channel used last, else a new one below the limit, else waits in turn.
/// </summary>
/// <remarks>A sender holds a channel only while it writes, so two or three serve hundreds of callers.</remarks>
/// <param name="open">Opens a channel.</param>
/// <param name="most">The maximum number of channels.</param>
/// <param name="background">Runs work that no sender waits for.</param>
/// <param name="busy">The error for a sender that waited in vain; null for the general advice.</param>
internal sealed class ChannelPool(Func<Task<PublishChannel>> open, int most, BackgroundWork background, string? busy = null)
{
    private readonly Lock _lock = new();
    private readonly Stack<PublishChannel> _idle = new();
    private readonly Queue<TaskCompletionSource<PublishChannel?>> _waiting = new();
    private int _open;
    private bool _closed;

    /// <summary>How many channels are open or being opened.</summary>
    public int Open
    {
        get
        {
            lock (_lock)
            {
                return _open;
            }
        }
    }

    /// <summary>Takes an idle channel, if there is one.</summary>
    public bool TryRent([NotNullWhen(true)] out PublishChannel? channel)
    {
        lock (_lock)
        {
            while (_idle.TryPop(out channel))
            {
                if (channel.IsUsable)
                {
                    return true;
                }

                Drop(channel);
            }
        }

        return false;
    }

    /// <summary>Takes a channel, opening one if necessary.</summary>
    /// <returns>The channel, or null when the connection has ended.</returns>
    /// <exception cref="TimeoutException">All channels were busy until the deadline; the text names the option.</exception>
    public async ValueTask<PublishChannel?> RentAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        TaskCompletionSource<PublishChannel?>? turn = null;
        lock (_lock)
        {
            if (_closed)
            {
                return null;
            }

            if (TryRent(out var idle))
            {
                return idle;
            }

            if (_open < most)
            {
                _open++;
            }
            else
            {
                turn = new TaskCompletionSource<PublishChannel?>(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue(turn);
            }
        }

        if (turn is not null)
        {
            var channel = await WaitAsync(turn, deadline, cancellationToken).ConfigureAwait(false);
            if (channel is not null || _closed)
            {
                return channel;
            }
        }

        return await OpenAsync(deadline, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives a channel back.</summary>
    public void Return(PublishChannel channel)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            if (!channel.IsUsable)
            {
                Drop(channel);
                return;
            }

            while (_waiting.TryDequeue(out var turn))
            {
                if (turn.TrySetResult(channel))
                {
                    return;
                }
            }

            _idle.Push(channel);
        }
    }

    /// <summary>The connection has ended: nobody gets a channel any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            // The channels end with the connection. Closing them while it shuts down is a race inside the client library.
            _closed = true;
            _idle.Clear();
            while (_waiting.TryDequeue(out var turn))
            {
                turn.TrySetResult(null);
            }
        }
    }

    private async ValueTask<PublishChannel?> WaitAsync(
        TaskCompletionSource<PublishChannel?> turn, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await deadline.WaitAsync(turn.Task, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            await GiveUpAsync(turn).ConfigureAwait(false);
            if (e is OperationCanceledException)
            {
                throw;
            }

            throw new TimeoutException(
                busy ?? $"All {most} publish channels were busy. Raise {nameof(RabbitOptions)}.{nameof(RabbitOptions.PublishChannels)}, or "
                    + "send less at a time.", e);
        }
    }

    /// <summary>Gives up a turn. A turn that came at the last moment passes to the next in line.</summary>
    private async Task GiveUpAsync(TaskCompletionSource<PublishChannel?> turn)
    {
        if (turn.TrySetCanceled(CancellationToken.None))
        {
            return;
        }

        if (await turn.Task.ConfigureAwait(false) is { } channel)
        {
            Return(channel);
        }
        else
        {
            Vacate();
        }
    }

    private async ValueTask<PublishChannel?> OpenAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var opening = open();
        try
        {
            return await deadline.WaitAsync(opening, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            background.Add(ReturnWhenOpenAsync(opening));
            throw;
        }
        catch (Exception e)
        {
            Vacate();
            if (PublishVerdict.IsEndOfChannel(e))
            {
                return null;
            }

            throw;
        }
    }

    private async Task ReturnWhenOpenAsync(Task<PublishChannel> opening)
    {
        try
        {
            Return(await opening.ConfigureAwait(false));
        }
        catch (Exception)
        {
            // The sender that wanted this channel no longer waits; the next one opens another.
            Vacate();
        }
    }

    private void Drop(PublishChannel channel)
    {
        Vacate();
        background.Add(channel.CloseAsync());
    }

    /// <summary>There is room for one more channel: the next in line opens it.</summary>
    private void Vacate()
    {
        lock (_lock)
        {
            while (!_closed && _waiting.TryDequeue(out var turn))
            {
                if (turn.TrySetResult(null))
                {
                    return;
                }
            }

            _open--;
        }
    }
}
