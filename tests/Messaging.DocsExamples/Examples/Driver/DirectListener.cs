using System.Collections.Concurrent;
using System.Threading.Channels;
using Messaging.Drivers;

namespace Messaging.DocsExamples.Examples.Driver;

// <driver-listener>
internal sealed class DirectListener : IListener
{
    private readonly DirectHub _hub;
    private readonly IMessageReceiver _receiver;
    private readonly Channel<DirectMessage> _line = Channel.CreateBounded<DirectMessage>(10_000);   // full: the sender is refused
    private readonly SemaphoreSlim _credit;                                                         // ListenOptions.Prefetch
    private readonly ConcurrentDictionary<DirectMessage, bool> _out = new();                        // handed over, without an ending
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
        using (ExecutionContext.SuppressFlow())         // the loop is nobody's call: it must not inherit an activity or a budget
        {
            _loop = Task.Run(HandOverAsync);
        }

        hub.Add(this);
    }

    public Target Target { get; }

    public bool TryAdd(DirectMessage message) => _line.Writer.TryWrite(message);

    public void Cancel(CallCancel cancel) => _receiver.OnCancel(cancel);

    /// <summary>A message had its ending: there is room for another.</summary>
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
        await _loop.WaitAsync(cancellationToken).ConfigureAwait(false);         // the last message was handed over
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

    /// <summary>One message at a time, as the receiver's contract says, and no more than may be out without an ending.</summary>
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
                    _receiver.OnTooLarge(message, OversizedMessage.Read(message.Body, _maxMessageSize));    // who waits is told
                }
                else
                {
                    _receiver.OnMessage(message, message.Body);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            // Stopped. What is left in the line goes to another listener, or nowhere.
        }
    }
}
// </driver-listener>
