namespace Messaging.Drivers.ZeroMq.Admission;

/// <summary>A handshake from accepting the connection until its HELLO, or until it gives way to others or times out.</summary>
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

    /// <summary>Cancelled when the handshake must end.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Why the handshake must end.</summary>
    public string Why { get; private set; }

    /// <summary>Registers an action for when the handshake must end; it runs at once if that is already so.</summary>
    public void OnEnd(Action action) => _closing = Token.UnsafeRegister(static state => ((Action)state!)(), action);

    /// <summary>Ends the handshake to make room for others.</summary>
    public void GiveWay(string why)
    {
        Why = why;
        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was completed at this moment.
        }
    }

    /// <summary>The handshake was completed or has ended. It cannot be ended from outside any more.</summary>
    public void Dispose()
    {
        _owner.Remove(this);
        _closing.Unregister();
        _end.Dispose();
        _timeout.Dispose();
    }
}
