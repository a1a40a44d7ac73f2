using System.Diagnostics.CodeAnalysis;
using Messaging.Drivers.ZeroMq.Admission;
using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Diagnostics;
using Messaging.Drivers.ZeroMq.Memory;
using Messaging.Drivers.ZeroMq.Messages;
using Messaging.Drivers.ZeroMq.Sending;
using Messaging.Drivers.ZeroMq.Zmtp;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>A client's connection to a node: receives its requests, and sends replies and refusals back.</summary>
/// <param name="node">The node.</param>
/// <param name="share">Where the memory for its messages is counted.</param>
/// <param name="pending">Its time limit for the HELLO.</param>
/// <param name="caller">The authenticated client, or null.</param>
/// <param name="logger">The logger.</param>
internal sealed class ClientLine(
    Node node, MemoryShare share, PendingHandshake pending, CallerIdentity? caller, ILogger logger) : IConnectionUser
{
    private readonly HeldCalls _held = new();
    private byte[] _lastRoute = [];
    private MessageQueue? _lastQueue;
    private Hello? _hello;
    private long _calls;

    /// <summary>The connection; set before it is read.</summary>
    [DisallowNull]
    public Connection? Connection { get; set; }

    /// <summary>The client's reply address, once it has sent it.</summary>
    public string? ReplyTo => Volatile.Read(ref _hello)?.ReplyTo;

    /// <summary>What identifies the client when it reconnects, or null when nothing does.</summary>
    public ClientMark? Mark =>
        _hello is { Secret: { Length: > 0 } secret } hello ? new ClientMark(hello.ReplyTo, secret, Caller?.Name) : null;

    /// <summary>The authenticated client, or null.</summary>
    public CallerIdentity? Caller { get; } = caller;

    /// <summary>Whether the connection has ended.</summary>
    public bool HasEnded => Line.Reason is not null;

    /// <summary>Whether so much is queued for the client, because it reads too slowly, that no more is accepted.</summary>
    public bool IsFull => Line.IsFull;

    private Connection Line => Connection!;

    /// <summary>
    /// The connection for replies to calls of this one: usually this one, if it is open; otherwise the same client's current connection, if
    /// any.
    /// </summary>
    public ClientLine? Successor => !HasEnded ? this : Mark is { } mark ? node.FindClient(mark) : null;

    /// <inheritdoc cref="HeldCalls.TryAdd"/>
    public bool TryHold(MessageQueue queue, QueuedMessage call) => IsFull && _held.TryAdd(this, queue, call);

    public bool TryTakeMemory(int bytes) => node.Memory.TryTake(share, bytes);

    public void ReleaseMemory(int bytes) => node.Memory.Release(share, bytes);

    public int MaxBody(ReadOnlySpan<byte> header) =>
        _hello is not null && Header.ReadType(header) is MessageType.Call or MessageType.Cast or MessageType.Fanout
            ? node.MaxMessageSize
            : MessageLimits.MaxSmall;

    public void OnMessage(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body)
    {
        var type = Header.ReadType(header);
        if (_hello is null && type != MessageType.Hello)
        {
            throw new ZmtpException("the first message is not a HELLO: the peer is not a client of ours");
        }

        switch (type)
        {
            case MessageType.Hello:
                Greet(Hello.Read(body));
                break;
            case MessageType.Call or MessageType.Cast:
                Take(type, RequestHeader.Read(header), body);
                break;
            case MessageType.Fanout:
                TakeFanout(RequestHeader.Read(header), body);
                break;
            case MessageType.Cancel:
                TakeCancel(header);
                break;
            default:
                // Sent by a later version, which assumes that we can ignore it.
                break;
        }
    }

    public void OnTooLarge(ReadOnlySpan<byte> header, long size)
    {
        if (_hello is null || Header.ReadType(header) is not (MessageType.Call or MessageType.Cast or MessageType.Fanout))
        {
            throw new ZmtpException(_hello is null ? $"a HELLO has {size} bytes" : $"a message of {size} bytes is not a request");
        }

        node.OnTooLarge(size, Line.PeerName);
        Refuse(Header.ReadId(header), RefusalReason.TooLarge, (uint)node.MaxMessageSize);
    }

    public void OnNoMemory(ReadOnlySpan<byte> header) => Refuse(Header.ReadId(header), RefusalReason.Overloaded);

    public void OnRoom() => _held.LetGo();

    /// <summary>The connection has ended: its waiting calls are not worth their memory.</summary>
    public void OnEnded()
    {
        _held.LetGo();
        if (_calls > 0)
        {
            node.Queues.CountAbandoned((int)Math.Min(_calls, int.MaxValue));
        }
    }

    /// <summary>Tells the client which targets the node serves.</summary>
    public void Announce(ReadOnlySpan<byte> announcement)
    {
        if (Volatile.Read(ref _hello) is not null)
        {
            Send(MessageType.Announce, default, announcement);
        }
    }

    /// <summary>Sends a reply, at once or when there is room for it. Does not wait.</summary>
    /// <exception cref="DeliveryException">The connection has ended, perhaps just now, because the client does not read its
    /// replies.</exception>
    public void Reply(MessageId id, ReadOnlySpan<byte> body, Deadline deadline)
    {
        var outcome = Send(MessageType.Reply, id, body);
        if (outcome == SendOutcome.Full)
        {
            var copy = MessageBuffer.Rent();
            copy.Write(body);
            outcome = Line.SendLate(new LateReply(id, copy, deadline));
        }

        if (outcome == SendOutcome.Closed)
        {
            throw new DeliveryException("The caller's connection has ended.", isTransient: false);
        }
    }

    private void Greet(Hello hello)
    {
        if (_hello is not null)
        {
            throw new ZmtpException("the peer sent a second HELLO");
        }

        Volatile.Write(ref _hello, hello);
        pending.Dispose();
        ZeroMqLog.ClientCame(logger, hello.Name, node.Address, Line.PeerName);
        node.AddClient(this);
    }

    private void Take(MessageType type, RequestHeader request, ReadOnlySpan<byte> body)
    {
        if (request.TimeLeft == TimeSpan.Zero)
        {
            Refuse(request.Id, RefusalReason.Late);
            return;
        }

        if (FindQueue(request) is not { } queue)
        {
            Refuse(request.Id, RefusalReason.NoServer);
            return;
        }

        Line.InFlight = request.InFlight;
        if (Keep(request, body, type == MessageType.Call) is not { } message)
        {
            Refuse(request.Id, RefusalReason.Overloaded);
        }
        else if (!queue.TryAdd(message))
        {
            message.Discard();
            Refuse(request.Id, RefusalReason.Overloaded);
        }
        else if (type == MessageType.Cast)
        {
            Accept(request.Id);
        }
        else
        {
            _calls++;
        }
    }

    private void TakeFanout(RequestHeader request, ReadOnlySpan<byte> body)
    {
        if (Keep(request, body, isCall: false) is { } message && node.Queues.TryAddFanout(request.ReadRoute().Topic, message))
        {
            Accept(request.Id);
        }
        else
        {
            Refuse(request.Id, RefusalReason.Overloaded);
        }
    }

    private void TakeCancel(ReadOnlySpan<byte> header)
    {
        var (topic, timeLeft) = CancelHeader.Read(header);
        node.Queues.Cancel(topic, new CallCancel(Header.ReadId(header), ReplyTo, timeLeft));
    }

    /// <summary>
    /// The queue of a request. Most clients send to one target for long, so a route with equal bytes is not parsed again.
    /// </summary>
    private MessageQueue? FindQueue(RequestHeader request)
    {
        if (_lastQueue is { } last && request.Route.SequenceEqual(_lastRoute))
        {
            return last;
        }

        var (exchange, topic, server) = request.ReadRoute();
        if (node.Queues.Find(exchange, topic, server) is not { } queue)
        {
            return null;
        }

        _lastRoute = request.Route.ToArray();
        _lastQueue = queue;
        return queue;
    }

    /// <summary>The request in the form in which it waits; null when there is no memory for it.</summary>
    private NodeMessage? Keep(RequestHeader request, ReadOnlySpan<byte> body, bool isCall)
    {
        if (!TryTakeMemory(body.Length))
        {
            return null;
        }

        var (parent, state) = request.ReadTrace();
        var kept = MessageBuffer.Rent();
        kept.Write(body);
        return new NodeMessage(this, request.Id, isCall, kept, new Deadline(node.Time, request.TimeLeft))
        {
            // It may have gone to another server, and how often that one received it is unknown.
            Redelivered = request.IsSentAgain,
            DeliveryCount = request.IsSentAgain ? 2 : 1,
            IsDeliveryCountExact = !request.IsSentAgain,
            TraceParent = parent,
            TraceState = state,
        };
    }

    private void Accept(MessageId id) => Send(MessageType.Accepted, id, [], isUrgent: true);

    private void Refuse(MessageId id, RefusalReason reason, uint? limit = null)
    {
        Span<byte> header = stackalloc byte[Header.RefusalWithLimitSize];
        var length = Header.WriteRefusal(header, id, new Refusal(reason, limit));
        Line.TrySend(header[..length], [], isUrgent: true);
    }

    /// <param name="type">The type of the message.</param>
    /// <param name="id">The request to which it belongs.</param>
    /// <param name="body">The body.</param>
    /// <param name="isUrgent">Whether it is accepted however much waits: while much does, no further request is read.</param>
    private SendOutcome Send(MessageType type, MessageId id, ReadOnlySpan<byte> body, bool isUrgent = false)
    {
        Span<byte> header = stackalloc byte[Header.Size];
        Header.Write(header, type, id);
        return Line.TrySend(header, body, isUrgent);
    }
}
