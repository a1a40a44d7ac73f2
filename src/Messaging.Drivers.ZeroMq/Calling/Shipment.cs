using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Messages;
using Messaging.Drivers.ZeroMq.Sending;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>A request to one server: where it was sent, and which peers refused it.</summary>
/// <remarks>One thread at a time sends it, after <see cref="TryEnter"/>. Any thread may end it with <see cref="Finish"/>.</remarks>
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

    /// <summary>The target that a peer must serve.</summary>
    public ServedTarget Target { get; } = new(exchange, message.Target.Topic!, message.Target.Server);

    /// <summary>
    /// The body, in pooled memory. Returned by <see cref="Finish"/>, or by <see cref="Exit"/> when a thread was still sending at that time.
    /// </summary>
    public MessageBuffer Body { get; } = MessageBuffer.Rent();

    /// <summary>The connection that the request is in flight on, or null.</summary>
    public Connection? Connection => Volatile.Read(ref _connection);

    /// <summary>The peer that the request was sent to last. Answers from other peers are ignored.</summary>
    public Peer? Peer => Volatile.Read(ref _peer);

    /// <summary>Whether the request was sent on a connection that was then lost.</summary>
    public bool WasLost { get; set; }

    /// <summary>The reason of the last refusal, but overload takes precedence; null when no peer refused the request.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>Whether nobody waits for the request any more.</summary>
    public abstract bool IsEnded { get; }

    /// <summary>Whether to wait for unreachable addresses until the request's own deadline, not only for the grace period.</summary>
    public virtual bool WaitsForever => false;

    /// <summary>Fails the request, unless it has ended.</summary>
    public abstract void Fail(Exception error);

    /// <summary>Fails the request because nobody serves its target.</summary>
    public virtual void FailForNobody(string? diagnosis) => Fail(new NoServerException(Message.Target, Message.Method, diagnosis));

    public bool WasRefusedBy(Peer peer) => _refusers.Contains(peer);

    public void Refuse(Peer peer, Refusal refusal)
    {
        _refusers.Add(peer);

        // Keep an overload: the sender can do something about it, and that other peers do not serve the target adds nothing.
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

    /// <summary>Claims the shipment for sending. False if it is finished, or another thread has yet to call <see cref="Exit"/>.</summary>
    public bool TryEnter() => Interlocked.CompareExchange(ref _state, Entered, Idle) == Idle;

    /// <summary>Sends the request to a peer. Only between <see cref="TryEnter"/> and <see cref="Exit"/>.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="mustFlush">The connection to flush after <see cref="Exit"/>, or null.</param>
    public SendOutcome TrySend(Peer peer, out Connection? mustFlush)
    {
        mustFlush = null;
        if (peer.Ready is not { } connection)
        {
            return SendOutcome.Closed;
        }

        // Set before sending: when the connection is lost, OnLost finds the requests that were on it by this field.
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

    /// <summary>Marks the request as no longer in flight on its connection.</summary>
    public void Leave() => Interlocked.Exchange(ref _connection, null)?.End();

    public void Exit()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Entered) == Finished)
        {
            Body.Dispose();
        }
    }

    /// <summary>Ends the shipment. Its body is returned now, or by <see cref="Exit"/> when a thread is still sending it.</summary>
    public void Finish()
    {
        Leave();
        if (Interlocked.Exchange(ref _state, Finished) == Idle)
        {
            Body.Dispose();
        }
    }
}
