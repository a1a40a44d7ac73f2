namespace Messaging.Drivers.ZeroMq.Admission;

/// <summary>
/// A connection in its handshake: from the moment it is accepted until it has sent HELLO, has given way to others, or its time is over.
/// </summary>
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

    /// <summary>Its place in the list of its origin. Used by <see cref="PendingHandshakes"/>, under its lock.</summary>
    public LinkedListNode<PendingHandshake>? Place { get; set; }

    /// <summary>Cancelled when the handshake has to end.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Why it has to end.</summary>
    public string Why { get; private set; }

    /// <summary>Runs an action when the handshake has to end; at once, if it already has to.</summary>
    public void OnEnd(Action action) => _closing = Token.UnsafeRegister(static state => ((Action)state!)(), action);

    /// <summary>Ends it in favour of others.</summary>
    public void GiveWay(string why)
    {
        Why = why;
        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The handshake was completed at this moment.
        }
    }

    /// <summary>The handshake is complete, or has ended. Nothing ends it any more.</summary>
    public void Dispose()
    {
        _owner.Remove(this);
        _closing.Unregister();
        _end.Dispose();
        _timeout.Dispose();
    }
}
