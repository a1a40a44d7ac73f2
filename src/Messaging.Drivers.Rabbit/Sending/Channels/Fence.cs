using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Sending.Channels;

/// <summary>
/// Confirms many messages at once on a channel without confirms: the broker answers any request only after it has processed everything sent
/// before it on the channel. The request is <c>basic.qos</c>, which has no effect on a channel without consumers.
/// </summary>
/// <remarks>One request at a time. When the connection is lost, messages without an answer are sent again, or are in doubt.</remarks>
internal sealed class Fence
{
    private const ulong Many = 128;

    // Messages that may be sent again are kept in memory until the broker has answered.
    private const long ManyBytes = 256 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly IChannel _channel;
    private readonly ConfirmLedger _ledger;
    private readonly BackgroundWork _background;
    private readonly ITimer _timer;
    private ulong _sent;
    private ulong _asked;
    private long _bytes;
    private int _isTimed;
    private int _isAsking;
    private volatile bool _hasFailed;

    public Fence(IChannel channel, ConfirmLedger ledger, TimeProvider time, BackgroundWork background)
    {
        _channel = channel;
        _ledger = ledger;
        _background = background;
        _timer = time.CreateTimer(
            static fence => ((Fence)fence!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether a request failed. Messages sent from now on would get no answer.</summary>
    public bool HasFailed => _hasFailed;

    private ulong Unasked => Volatile.Read(ref _sent) - Volatile.Read(ref _asked);

    /// <summary>A message has been written. Called in the order of the numbers.</summary>
    public void OnSent(ulong number, int bytes)
    {
        Volatile.Write(ref _sent, number);
        Interlocked.Add(ref _bytes, bytes);
        Look();
    }

    /// <summary>The channel has ended: no more requests.</summary>
    public void Stop() => _timer.Dispose();

    private void Look()
    {
        if (Unasked >= Many || Volatile.Read(ref _bytes) >= ManyBytes)
        {
            Ask();
        }
        else if (Unasked > 0 && Interlocked.Exchange(ref _isTimed, 1) == 0)
        {
            _timer.Change(Pause, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnDue()
    {
        Interlocked.Exchange(ref _isTimed, 0);
        if (Unasked > 0)
        {
            Ask();
        }
    }

    private void Ask()
    {
        if (Interlocked.Exchange(ref _isAsking, 1) == 0)
        {
            _background.Add(AskAsync());
        }
    }

    private async Task AskAsync()
    {
        try
        {
            Interlocked.Exchange(ref _bytes, 0);
            var asked = Volatile.Read(ref _sent);
            Volatile.Write(ref _asked, asked);
            await _channel.BasicQosAsync(0, 0, global: false, CancellationToken.None).ConfigureAwait(false);
            _ledger.Pass(asked);
            Interlocked.Exchange(ref _isAsking, 0);
            Look();
        }
        catch (Exception e)
        {
            _hasFailed = true;
            if (!PublishVerdict.IsTransient(e))
            {
                throw;
            }

            // The channel has ended, and each message sent through it is told so.
        }
    }
}
