using System.Threading.Channels;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>
/// Sends the endings of a channel's deliveries: whatever came while the last ones were written goes out together, acknowledgements as one
/// where that is possible.
/// </summary>
/// <remarks>
/// Endings come from any thread, in any order. One loop writes them: rejections at once, acknowledgements when there are many, or after a
/// moment. One each would be one more packet a call for the broker to take. Once the channel is gone an ending is nothing any more: the
/// broker delivers the message again.
/// </remarks>
internal sealed class AckBatcher
{
    /// <summary>How many acknowledgements are gathered at the most: more of them save nothing.</summary>
    public const int Most = 32;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    private readonly Channel<Ending> _endings = System.Threading.Channels.Channel.CreateUnbounded<Ending>(
        new UnboundedChannelOptions { SingleReader = true });
    private readonly AckWindow _window = new();
    private readonly IChannel _channel;
    private readonly AckPause _pause;
    private readonly int _many;
    private readonly Task _loop;
    private int _unwritten;
    private long _delivered;
    private long _echoes;
    private long _ended;
    private int _givenBack;
    private int _held;
    private int _completing;

    /// <param name="channel">The client library's channel.</param>
    /// <param name="time">The clock.</param>
    /// <param name="many">How many acknowledgements are written without waiting for more; well below what the broker hands out ahead.</param>
    public AckBatcher(IChannel channel, TimeProvider time, int many = 1)
    {
        _channel = channel;
        _pause = new AckPause(time, Moment);
        _many = many;
        _loop = Task.Run(RunAsync, CancellationToken.None);
    }

    private enum EndingKind : byte
    {
        Acknowledge,
        Requeue,
        Reject,
    }

    /// <summary>Whether the channel lives; else the broker delivers again what has no ending.</summary>
    public bool IsOpen => _channel.IsOpen;

    /// <summary>How many messages were delivered.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>How many of them were no echoes of ours.</summary>
    public long Work => Volatile.Read(ref _delivered) - Volatile.Read(ref _echoes);

    /// <summary>How many of them have no ending yet.</summary>
    public long InHand => Volatile.Read(ref _delivered) - Volatile.Read(ref _ended);

    /// <summary>A message was delivered, or an echo came.</summary>
    public void OnDelivery() => Interlocked.Increment(ref _delivered);

    /// <summary>What was delivered is an echo.</summary>
    public void OnEcho(ulong tag)
    {
        Interlocked.Increment(ref _echoes);
        Acknowledge(tag);
    }

    public void Acknowledge(ulong tag)
    {
        if (_endings.Writer.TryWrite(new Ending(tag, EndingKind.Acknowledge)) && Interlocked.Increment(ref _unwritten) >= _many)
        {
            _pause.End();
        }
    }

    public void Requeue(ulong tag) => GiveBack(new Ending(tag, EndingKind.Requeue));

    public void Reject(ulong tag) => GiveBack(new Ending(tag, EndingKind.Reject));

    /// <summary>One more ending is not known yet, and is waited for before there are no more.</summary>
    public void Hold() => Interlocked.Increment(ref _held);

    /// <summary>The ending of what was held.</summary>
    public void EndHeld(ulong tag, bool acknowledge)
    {
        if (acknowledge)
        {
            _endings.Writer.TryWrite(new Ending(tag, EndingKind.Acknowledge));
        }
        else
        {
            Requeue(tag);
        }

        if (Interlocked.Decrement(ref _held) == 0 && Volatile.Read(ref _completing) != 0)
        {
            _endings.Writer.TryComplete();
        }
    }

    /// <summary>Takes no more endings but those that are held, and ends when those that it has are written, or the channel is gone.</summary>
    public Task CompleteAsync()
    {
        Interlocked.Exchange(ref _completing, 1);
        if (Volatile.Read(ref _held) == 0)
        {
            _endings.Writer.TryComplete();
        }

        _pause.End();
        return _loop;
    }

    private async Task RunAsync()
    {
        var reader = _endings.Reader;
        try
        {
            while (await reader.WaitToReadAsync().ConfigureAwait(false))
            {
                await TakeAllAsync(reader).ConfigureAwait(false);
                var unwritten = Volatile.Read(ref _unwritten);
                if (unwritten > 0 && unwritten < _many && Volatile.Read(ref _completing) == 0)
                {
                    await WaitForMoreAsync().ConfigureAwait(false);
                    await TakeAllAsync(reader).ConfigureAwait(false);
                }

                Interlocked.Exchange(ref _unwritten, 0);
                await FlushAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (PublishVerdict.IsEndOfChannel(e))
        {
            _endings.Writer.TryComplete();
        }
        finally
        {
            _pause.Stop();
        }
    }

    private void GiveBack(Ending ending)
    {
        Interlocked.Increment(ref _givenBack); // Before the wait is ended, which looks at it when it has begun.
        _endings.Writer.TryWrite(ending);
        _pause.End();
    }

    private ValueTask WaitForMoreAsync()
    {
        var more = _pause.WaitAsync();

        // What came before the wait had begun has not ended it.
        if (Volatile.Read(ref _unwritten) >= _many || Volatile.Read(ref _givenBack) != 0 || Volatile.Read(ref _completing) != 0)
        {
            _pause.End();
        }

        return more;
    }

    private async ValueTask TakeAllAsync(ChannelReader<Ending> reader)
    {
        while (reader.TryRead(out var ending))
        {
            await TakeAsync(ending).ConfigureAwait(false);
        }
    }

    private ValueTask TakeAsync(Ending ending)
    {
        Interlocked.Increment(ref _ended);
        switch (ending.Kind)
        {
            case EndingKind.Acknowledge:
                _window.Acknowledge(ending.Tag);
                return default;
            default:
                Interlocked.Decrement(ref _givenBack);

                // Written before any acknowledgement that could be taken to include it.
                _window.Close(ending.Tag);
                return _channel.BasicRejectAsync(ending.Tag, requeue: ending.Kind == EndingKind.Requeue, CancellationToken.None);
        }
    }

    private async ValueTask FlushAsync()
    {
        if (_window.TryTakePrefix(out var tag))
        {
            await _channel.BasicAckAsync(tag, multiple: true, CancellationToken.None).ConfigureAwait(false);
        }

        while (_window.TryTakeApart(out tag))
        {
            await _channel.BasicAckAsync(tag, multiple: false, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private readonly record struct Ending(ulong Tag, EndingKind Kind);
}
