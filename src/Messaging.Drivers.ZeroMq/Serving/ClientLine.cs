using System.Diagnostics.CodeAnalysis;
using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Diagnostics;
using Messaging.Drivers.ZeroMq.Messages;
using Messaging.Drivers.ZeroMq.Sending;
using Messaging.Drivers.ZeroMq.Zmtp;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>A connection that a client made to a node: takes its requests, and carries replies and refusals back.</summary>
internal sealed class ClientLine(Node node, ILogger logger) : IConnectionUser
{
    private byte[] _lastRoute = [];
    private MessageQueue? _lastQueue;
    private Hello? _hello;

    /// <summary>The connection; set before it is read.</summary>
    [DisallowNull]
    public Connection? Connection { get; set; }

    /// <summary>Where the replies to the client go, once it has said so.</summary>
    public string? ReplyTo => Volatile.Read(ref _hello)?.ReplyTo;

    private Connection Line => Connection!;

    /// <summary>The connection for replies to an address: nearly always this one, if it still stands; else the one that its client has now.</summary>
    public ClientLine? For(string replyTo) => Line.Reason is null && ReplyTo == replyTo ? this : node.FindClient(replyTo);

    public void OnMessage(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body)
    {
        var type = Header.ReadType(header);
        if (_hello is null && type != MessageType.Hello)
        {
            throw new ZmtpException("the first message is not a HELLO: the peer is no client of ours");
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
                // Of a later version that thinks we can do without it.
                break;
        }
    }

    public void OnTooLarge(ReadOnlySpan<byte> header, long size)
    {
        if (Header.ReadType(header) is not (MessageType.Call or MessageType.Cast or MessageType.Fanout))
        {
            throw new ZmtpException($"a message of {size} bytes came that is no request");
        }

        node.OnTooLarge(size, Line.PeerName);
        Refuse(Header.ReadId(header), RefusalReason.TooLarge);
    }

    /// <summary>Tells the client whom the node serves.</summary>
    public void Announce(ReadOnlySpan<byte> announcement)
    {
        if (Volatile.Read(ref _hello) is not null)
        {
            Send(MessageType.Announce, default, announcement);
        }
    }

    /// <summary>Sends a reply, when there is room for it.</summary>
    public Task ReplyAsync(MessageId id, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken)
    {
        return Send(MessageType.Reply, id, body.Span) == SendOutcome.Sent
            ? Task.CompletedTask
            : ReplyLaterAsync(id, body, deadline, cancellationToken);
    }

    private async Task ReplyLaterAsync(MessageId id, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await deadline.WaitAsync(Line.WhenRoomAsync(), cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException e)
            {
                throw new DeliveryException("The caller did not read its replies until its time was over.", isTransient: false, e);
            }

            switch (Send(MessageType.Reply, id, body.Span))
            {
                case SendOutcome.Sent:
                    return;
                case SendOutcome.Closed:
                    throw new DeliveryException("The caller's connection has ended.", isTransient: false);
            }
        }
    }

    private void Greet(Hello hello)
    {
        if (_hello is not null)
        {
            throw new ZmtpException("a second HELLO came");
        }

        Volatile.Write(ref _hello, hello);
        ZeroMqLog.ClientCame(logger, hello.Name, node.Address, Line.PeerName);
        node.AddClient(hello.ReplyTo, this);
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
        var message = Keep(request, body);
        if (!queue.TryAdd(message))
        {
            message.Body.Dispose();
            Refuse(request.Id, RefusalReason.Overloaded);
        }
        else if (type == MessageType.Cast)
        {
            Accept(request.Id);
        }
    }

    private void TakeFanout(RequestHeader request, ReadOnlySpan<byte> body)
    {
        if (node.Queues.TryAddFanout(request.ReadRoute().Topic, Keep(request, body)))
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
        var rest = header[Header.Size..];
        if (rest.IsEmpty || rest.Length < 1 + rest[0])
        {
            throw new ZmtpException("a cancel came that cannot be read");
        }

        var id = Header.ReadId(header);
        node.Queues.Cancel(System.Text.Encoding.UTF8.GetString(rest.Slice(1, rest[0])), id);
    }

    /// <summary>The queue of a request. Most clients send to one target for long: equal bytes need not be read again.</summary>
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

    private NodeMessage Keep(RequestHeader request, ReadOnlySpan<byte> body)
    {
        var (parent, state) = request.ReadTrace();
        var kept = MessageBuffer.Rent();
        kept.Write(body);
        return new NodeMessage(this, request.Id, kept, new Deadline(node.Time, request.TimeLeft))
        {
            // Perhaps to another server, and how often that one had it is not known.
            Redelivered = request.IsSentAgain,
            DeliveryCount = request.IsSentAgain ? 2 : 1,
            IsDeliveryCountExact = !request.IsSentAgain,
            TraceParent = parent,
            TraceState = state,
        };
    }

    private void Accept(MessageId id) => Send(MessageType.Accepted, id, [], isUrgent: true);

    private void Refuse(MessageId id, RefusalReason reason)
    {
        Span<byte> header = stackalloc byte[Header.RefusalSize];
        Header.WriteRefusal(header, id, reason);
        Line.TrySend(header, [], isUrgent: true);
    }

    /// <param name="type">What it is.</param>
    /// <param name="id">The request that it belongs to.</param>
    /// <param name="body">The body.</param>
    /// <param name="isUrgent">Whether it is taken however much waits: while much does, no further request is read.</param>
    private SendOutcome Send(MessageType type, MessageId id, ReadOnlySpan<byte> body, bool isUrgent = false)
    {
        Span<byte> header = stackalloc byte[Header.Size];
        Header.Write(header, type, id);
        return Line.TrySend(header, body, isUrgent);
    }
}
