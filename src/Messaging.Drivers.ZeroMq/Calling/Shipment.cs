using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Messages;
using Messaging.Drivers.ZeroMq.Sending;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>A request on its way to one server: where it was sent, and who would not have it.</summary>
/// <remarks>One thread sends it at a time, after <see cref="TryEnter"/>; any may end it with <see cref="Finish"/>.</remarks>
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

    /// <summary>What a peer has to serve.</summary>
    public ServedTarget Target { get; } = new(exchange, message.Target.Topic!, message.Target.Server);

    /// <summary>The body, in pooled memory. Given back by the last who uses it.</summary>
    public MessageBuffer Body { get; } = MessageBuffer.Rent();

    /// <summary>The connection that it is under way on, or null.</summary>
    public Connection? Connection => Volatile.Read(ref _connection);

    /// <summary>Whom it was sent to last: what anybody else says of it counts for nothing.</summary>
    public Peer? Peer => Volatile.Read(ref _peer);

    /// <summary>Whether it was lost with a connection after it was sent.</summary>
    public bool WasLost { get; set; }

    /// <summary>The reason of the last who would not have it; or null when nobody refused it.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>Whether nobody waits for it any more.</summary>
    public abstract bool IsEnded { get; }

    /// <summary>How long to wait for addresses that cannot be reached.</summary>
    public virtual bool WaitsForever => false;

    /// <summary>Ends it with an error, unless it has ended.</summary>
    public abstract void Fail(Exception error);

    /// <summary>Nobody serves its target.</summary>
    public virtual void FailForNobody(string? diagnosis) => Fail(new NoServerException(Message.Target, Message.Method, diagnosis));

    public bool WasRefusedBy(Peer peer) => _refusers.Contains(peer);

    public void Refuse(Peer peer, Refusal refusal)
    {
        _refusers.Add(peer);

        // Overload is what the sender can do something about; that others do not serve the target is then no news.
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

    /// <summary>Begins to send. False when it is finished, or another thread has not left yet.</summary>
    public bool TryEnter() => Interlocked.CompareExchange(ref _state, Entered, Idle) == Idle;

    /// <summary>Sends it to a peer. Only between <see cref="TryEnter"/> and <see cref="Exit"/>.</summary>
    /// <param name="peer">To whom.</param>
    /// <param name="mustFlush">The connection to flush after <see cref="Exit"/>, or null.</param>
    public SendOutcome TrySend(Peer peer, out Connection? mustFlush)
    {
        mustFlush = null;
        if (peer.Ready is not { } connection)
        {
            return SendOutcome.Closed;
        }

        // Before it is sent: when the connection is lost, this is how it is known to have been on it.
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

    /// <summary>It is not under way any more.</summary>
    public void Leave() => Interlocked.Exchange(ref _connection, null)?.End();

    public void Exit()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Entered) == Finished)
        {
            Body.Dispose();
        }
    }

    /// <summary>It has ended; nothing of it is needed.</summary>
    public void Finish()
    {
        Leave();
        if (Interlocked.Exchange(ref _state, Finished) == Idle)
        {
            Body.Dispose();
        }
    }
}
