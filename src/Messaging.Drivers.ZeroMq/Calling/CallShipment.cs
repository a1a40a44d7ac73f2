using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Messages;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>A call on its way: its sender waits for the reply.</summary>
/// <remarks>A call that may run twice is sent again when its connection is lost, with the same bytes and ids.</remarks>
internal sealed class CallShipment : Shipment
{
    private readonly ReplyWaiter _waiter;

    public CallShipment(ReplyWaiter waiter, string exchange)
        : base(waiter.Message, waiter.Id, MessageType.Call, exchange)
    {
        _waiter = waiter;
        waiter.State = this;
    }

    /// <summary>Describes what is known about a call that timed out.</summary>
    public static string? Describe(ReplyWaiter waiter) => (waiter.State as CallShipment)?.Describe();

    public override bool IsEnded => _waiter.IsEnded;

    public override bool WaitsForever => WasLost;

    public override void Fail(Exception error) => _waiter.Fail(error);

    /// <summary>Tells the server that nobody waits for the answer any more, if a server may have the call.</summary>
    public void SendCancel()
    {
        if (Connection is { } connection)
        {
            Span<byte> header = stackalloc byte[RequestHeaderWriter.MaxSize];
            var length = RequestHeaderWriter.WriteCancel(header, Id, Message);
            connection.TrySend(header[..length], [], isUrgent: true);
        }
    }

    private string Describe()
    {
        if (Peer is not { } peer)
        {
            return "The request was not sent: no server could be reached.";
        }

        var servers = peer.Suits(Target) switch
        {
            2 => "where its target is served",
            1 => "where messages wait for the next server of its target",
            _ => "where no server of its target is known",
        };
        return $"The request was sent to {peer.Address} ({peer.Node}), {servers}; no reply came.";
    }
}
