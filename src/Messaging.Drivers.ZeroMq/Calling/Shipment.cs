using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Messages;
using Messaging.Drivers.ZeroMq.Sending;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>A request on its way to one server: where it was sent, and which peers refused it.</summary>
/// <remarks>One thread sends it at a time, after <see cref="TryEnter"/>; any thread may end it with <see cref="Finish"/>.</remarks>
internal abstract class Shipment(OutgoingMessage message, MessageId id, MessageType type, string exchange)
{
    private const int Idle = 0;
    private const int Entered = 1;
    private const int Finished = 2;

    private readonly List<Peer> _refusers = [];
    private Connection? _connection;
    private Peer? _peer;
    private int _state;

    public OutgoingMessage Message { get; } = message;

    public MessageId Id { get; } = id;

    public MessageType Type { get; } = type;

    /// <summary>The target that a peer has to serve.</summary>
    public ServedTarget Target { get; } = new(exchange, message.Target.Topic!, message.Target.Server);

    /// <summary>The body, in pooled memory. The last user gives it back.</summary>
    public MessageBuffer Body { get; } = MessageBuffer.Rent();

    /// <summary>The connection on which it is in flight, or null.</summary>
    public Connection? Connection => Volatile.Read(ref _connection);

    /// <summary>The peer to which it was sent last; answers of others are ignored.</summary>
    public Peer? Peer => Volatile.Read(ref _peer);

    /// <summary>Whether the request was sent on a connection that was then lost.</summary>
    public bool WasLost { get; set; }

    /// <summary>The last refusal; null when no peer refused it.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>Whether nobody waits for the request any more.</summary>
    public abstract bool IsEnded { get; }

    /// <summary>Whether to wait for unreachable addresses until the request's own deadline, not only for the grace period.</summary>
    public virtual bool WaitsForever => false;

    /// <summary>Fails the request, unless it has ended.</summary>
    public abstract void Fail(Exception error);

    /// <summary>Fails it, because nobody serves its target.</summary>
    public virtual void FailForNobody(string? diagnosis) => Fail(new NoServerException(Message.Target, Message.Method, diagnosis));

    public bool WasRefusedBy(Peer peer) => _refusers.Contains(peer);

    public void Refuse(Peer peer, Refusal refusal)
    {
        _refusers.Add(peer);

        // The sender can do something about overload; that other peers do not serve the target is then irrelevant.
        if (Refusal?.Reason != RefusalReason.Overloaded)
        {
            Refusal = refusal;
        }
    }

    public void ForgetRefusals()
    {
        _refusers.Clear();
        Refusal = null;
    }

    /// <summary>Begins to send. False when it is finished, or another thread is still sending it.</summary>
    public bool TryEnter() => Interlocked.CompareExchange(ref _state, Entered, Idle) == Idle;

    /// <summary>Sends it to a peer. Only between <see cref="TryEnter"/> and <see cref="Exit"/>.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="mustFlush">The connection to flush after <see cref="Exit"/>, or null.</param>
    public SendOutcome TrySend(Peer peer, out Connection? mustFlush)
    {
        mustFlush = null;
        if (peer.Ready is not { } connection)
        {
            return SendOutcome.Closed;
        }

        // Stored before sending: when the connection is lost, this shows that the request was on it.
        Volatile.Write(ref _peer, peer);
        Volatile.Write(ref _connection, connection);
        connection.Begin();
        Span<byte> header = stackalloc byte[RequestHeaderWriter.MaxSize];
        var length = RequestHeaderWriter.Write(header, Type, Id, Message, Target.Exchange, connection.InFlight, WasLost);
        var outcome = connection.TryAdd(header[..length], Body.WrittenSpan, out var flush);
        if (outcome != SendOutcome.Sent)
        {
            Leave();
        }

        mustFlush = flush ? connection : null;
        return outcome;
    }

    /// <summary>It is no longer in flight.</summary>
    public void Leave() => Interlocked.Exchange(ref _connection, null)?.End();

    public void Exit()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Entered) == Finished)
        {
            Body.Dispose();
        }
    }

    /// <summary>It has ended; nothing of it is needed any more.</summary>
    public void Finish()
    {
        Leave();
        if (Interlocked.Exchange(ref _state, Finished) == Idle)
        {
            Body.Dispose();
        }
    }
}
