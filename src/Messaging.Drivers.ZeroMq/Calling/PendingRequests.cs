using System.Collections.Concurrent;
using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Diagnostics;
using Messaging.Drivers.ZeroMq.Messages;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>The calls and casts of a driver that are in flight, and the answers of servers to them.</summary>
internal sealed class PendingRequests(TimeProvider time, int maxMessageSize, ILogger logger) : IAnswerReceiver, IDisposable
{
    private readonly ConcurrentDictionary<ulong, CastShipment> _casts = new();
    private readonly ulong _idHigh = MessageId.NewUnique().High;
    private ulong _lastCast;
    private volatile Exception? _closed;

    public ReplyWaiters Waiters { get; } = new(time, CallShipment.Describe);

    /// <summary>Sends requests again; set before anything is sent.</summary>
    public Router Router { get; set; } = null!;

    /// <summary>The peers; set before anything is sent.</summary>
    public PeerSet Peers { get; set; } = null!;

    public CastShipment AddCast(OutgoingMessage message, MessageType type, string exchange)
    {
        // An id that no waiter has: the first half of waiters' ids differs.
        var id = new MessageId(_idHigh, Interlocked.Increment(ref _lastCast));
        var cast = new CastShipment(message, id, type, exchange, logger);
        _casts[id.Low] = cast;
        if (_closed is { } closed)
        {
            cast.Fail(closed);
        }

        return cast;
    }

    public void RemoveCast(CastShipment cast) => _casts.TryRemove(cast.Id.Low, out _);

    public void OnReply(Peer peer, ReadOnlySpan<byte> body)
    {
        try
        {
            Waiters.Complete(Reply.Read(body), peer, static (waiter, peer) => waiter.State is CallShipment call && call.Peer == peer);
        }
        catch (SerializationException e)
        {
            ZeroMqLog.UnreadableReply(logger, peer.Address.ToString(), e.Message);
        }
    }

    public void OnReplyTooLarge(Peer peer, MessageId id, long size)
    {
        if (FindCall(peer, id) is not null)
        {
            Waiters.FailTooLarge(id, size, maxMessageSize);
        }
    }

    public void OnAccepted(Peer peer, MessageId id) => FindCast(peer, id)?.Accept();

    public void OnRefused(Peer peer, MessageId id, Refusal refusal)
    {
        if (((Shipment?)FindCast(peer, id) ?? FindCall(peer, id)) is { } shipment)
        {
            shipment.Leave();
            shipment.Refuse(peer, refusal);
            Router.Send(shipment);
        }
    }

    public int OnLost(Peer peer, Connection connection, string reason)
    {
        foreach (var (_, cast) in _casts)
        {
            if (cast.Connection == connection)
            {
                cast.Fail(new DeliveryException(
                    $"The connection to {peer.Address} was lost ({reason}) before the server confirmed that it has "
                        + $"'{cast.Message.Method}': it may or may not have it.",
                    isTransient: true));
            }
        }

        List<CallShipment> again = [];
        var failed = Waiters.FailWhere(waiter => FindLoss(waiter, peer, connection, reason, again));
        foreach (var call in again)
        {
            call.Leave();
            call.ForgetRefusals();
            call.WasLost = true;
            Router.Send(call);
        }

        return failed;
    }

    public void OnChanged() => Peers.SignalChange();

    /// <summary>Ends everything in flight.</summary>
    public void Dispose()
    {
        _closed = new ObjectDisposedException(nameof(Transport), "The transport was disposed.");
        Waiters.Dispose();
        foreach (var (_, cast) in _casts)
        {
            cast.Fail(_closed);
        }
    }

    private static ConnectionLostException? FindLoss(
        ReplyWaiter waiter, Peer peer, Connection connection, string reason, List<CallShipment> again)
    {
        if (waiter.State is not CallShipment call || call.Connection != connection)
        {
            return null;
        }

        if (call.Message.IsIdempotent)
        {
            again.Add(call);
            return null;
        }

        return new ConnectionLostException(
            $"The connection to {peer.Address} was lost ({reason}) while '{call.Message.Method}' waited for its reply: it may or may not "
                + "have run.");
    }

    private CastShipment? FindCast(Peer peer, MessageId id) =>
        id.High == _idHigh && _casts.GetValueOrDefault(id.Low) is { } cast && cast.Peer == peer ? cast : null;

    private CallShipment? FindCall(Peer peer, MessageId id) =>
        Waiters.Find(id)?.State is CallShipment call && call.Peer == peer ? call : null;
}
