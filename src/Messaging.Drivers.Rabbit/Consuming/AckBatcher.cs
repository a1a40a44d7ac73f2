using System.Threading.Channels;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>
/// Settles the deliveries of a channel: settlements that arrive while earlier ones are being written go out together, acknowledgements as
/// one frame where possible.
/// </summary>
/// <remarks>
/// Settlements come from any thread, in any order. One loop writes them: rejections at once, acknowledgements when there are many, or after
/// a moment. Written one by one, each would be one more packet a call for the broker. Once the channel has ended, a settlement has no
/// effect: the broker delivers the message again.
/// </remarks>
internal sealed class AckBatcher
{
    /// <summary>The most acknowledgements that are gathered: gathering more saves nothing.</summary>
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
    /// <param name="many">How many acknowledgements are written without waiting for more; well below the number that the broker delivers
    /// ahead.</param>
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

    /// <summary>Whether the channel is open; when it is not, the broker redelivers unsettled messages.</summary>
    public bool IsOpen => _channel.IsOpen;

    /// <summary>How many messages were delivered.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>How many of them were not our echoes.</summary>
    public long Work => Volatile.Read(ref _delivered) - Volatile.Read(ref _echoes);

    /// <summary>How many of them are not settled yet.</summary>
    public long InHand => Volatile.Read(ref _delivered) - Volatile.Read(ref _ended);

    /// <summary>A message was delivered, or an echo arrived.</summary>
    public void OnDelivery() => Interlocked.Increment(ref _delivered);

    /// <summary>The delivery is an echo.</summary>
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

    /// <summary>Announces one settlement that is not decided yet; completion waits for it.</summary>
    public void Hold() => Interlocked.Increment(ref _held);

    /// <summary>Settles a held delivery.</summary>
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

    /// <summary>
    /// Accepts no more settlements except the held ones. Completes when all of them are written, or the channel has ended.
    /// </summary>
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
        Interlocked.Increment(ref _givenBack); // Before End(): the loop begins its wait, then reads this count. One of them sees the other.
        _endings.Writer.TryWrite(ending);
        _pause.End();
    }

    private ValueTask WaitForMoreAsync()
    {
        var more = _pause.WaitAsync();

        // Settlements that arrived before the wait had begun could not end it.
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

                // Written before any acknowledgement of several, which would otherwise include this delivery.
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
