using System.Collections.Concurrent;
using System.Threading.Channels;
using Messaging.Drivers;

namespace Messaging.DocsExamples.Examples.Driver;

// <driver-listener>
internal sealed class DirectListener : IListener
{
    private readonly DirectHub _hub;
    private readonly IMessageReceiver _receiver;
    private readonly Channel<DirectMessage> _line = Channel.CreateBounded<DirectMessage>(10_000);   // when it is full, senders are refused
    private readonly SemaphoreSlim _credit;                                                         // ListenOptions.Prefetch
    private readonly ConcurrentDictionary<DirectMessage, bool> _out = new();                        // handed over, not settled yet
    private readonly CancellationTokenSource _stop = new();
    private readonly int _maxMessageSize;
    private readonly Task _loop;

    public DirectListener(DirectHub hub, Target target, ListenOptions options, IMessageReceiver receiver, int maxMessageSize)
    {
        _maxMessageSize = maxMessageSize;
        _hub = hub;
        _receiver = receiver;
        _credit = new SemaphoreSlim(options.Prefetch);
        Target = target;
        using (ExecutionContext.SuppressFlow())         // the loop belongs to no call: it must not inherit an activity or a deadline
        {
            _loop = Task.Run(HandOverAsync);
        }

        hub.Add(this);
    }

    public Target Target { get; }

    public bool TryAdd(DirectMessage message) => _line.Writer.TryWrite(message);

    public void Cancel(CallCancel cancel) => _receiver.OnCancel(cancel);

    /// <summary>Called when a message is settled: there is room for another.</summary>
    public void Release(DirectMessage message)
    {
        _out.TryRemove(message, out _);
        _credit.Release();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _hub.Remove(this);
        _line.Writer.TryComplete();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.WaitAsync(cancellationToken).ConfigureAwait(false);         // until the last message is handed over
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        while (_line.Reader.TryRead(out var left))
        {
            left.SendAgain(isDelivered: false);
        }

        foreach (var message in _out.Keys)
        {
            message.Requeue();
        }
    }

    /// <summary>Hands over one message at a time, as the receiver's contract demands, and never more than may be unsettled.</summary>
    private async Task HandOverAsync()
    {
        try
        {
            while (true)
            {
                await _credit.WaitAsync(_stop.Token).ConfigureAwait(false);
                var message = await _line.Reader.ReadAsync(_stop.Token).ConfigureAwait(false);
                _out[message] = true;
                if (message.Body.Length > _maxMessageSize)
                {
                    _receiver.OnTooLarge(message, OversizedMessage.Read(message.Body, _maxMessageSize));    // the caller is told
                }
                else
                {
                    _receiver.OnMessage(message, message.Body);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            // Stopped. The messages left in the channel go to another listener, or are lost.
        }
    }
}
// </driver-listener>
