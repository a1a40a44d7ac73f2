namespace Messaging.Drivers.ZeroMq.Admission;

/// <summary>A connection on its way in: from the moment that it is accepted until it has said HELLO, has given way to others, or its time is over.</summary>
internal sealed class PendingHandshake : IDisposable
{
    private readonly PendingHandshakes _owner;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _end;
    private CancellationTokenRegistration _closing;

    public PendingHandshake(PendingHandshakes owner, Origin origin, TimeSpan limit, TimeProvider time, CancellationToken stop)
    {
        _owner = owner;
        Origin = origin;
        _timeout = new CancellationTokenSource(limit, time);
        _end = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, stop);
        Why = FormattableString.Invariant($"it sent no HELLO within {limit.TotalSeconds:0.###} s (handshake_timeout)");
    }

    public Origin Origin { get; }

    /// <summary>Its place among those of its origin. For <see cref="PendingHandshakes"/>, under its lock.</summary>
    public LinkedListNode<PendingHandshake>? Place { get; set; }

    /// <summary>Fires when it is to end.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Why it is to end.</summary>
    public string Why { get; private set; }

    /// <summary>Has something done when it is to end; at once, when it already is.</summary>
    public void OnEnd(Action action) => _closing = Token.UnsafeRegister(static state => ((Action)state!)(), action);

    /// <summary>Ends it for others.</summary>
    public void GiveWay(string why)
    {
        Why = why;
        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was through at this moment.
        }
    }

    /// <summary>It is in, or has ended. Nothing ends it any more.</summary>
    public void Dispose()
    {
        _owner.Remove(this);
        _closing.Unregister();
        _end.Dispose();
        _timeout.Dispose();
    }
}
