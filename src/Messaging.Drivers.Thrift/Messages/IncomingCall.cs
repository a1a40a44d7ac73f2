using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Messages;

/// <summary>A call that was received: either for a topic, or refused.</summary>
/// <param name="WireName">The method name that the answer carries.</param>
/// <param name="Number">The sequence number that the answer carries.</param>
/// <param name="IsOneway">Whether it has no answer.</param>
internal sealed record IncomingCall(string WireName, int Number, bool IsOneway)
{
    /// <summary>The method; null when there is no such method.</summary>
    public ThriftMethod? Method { get; init; }

    /// <summary>The topic that serves it.</summary>
    public string? Topic { get; init; }

    /// <summary>The id of the call in Core.</summary>
    public MessageId Id { get; } = MessageId.NewUnique();

    /// <summary>The request in Core's form; null when the call is refused. The receiver of the call disposes it.</summary>
    public MessageBuffer? Body { get; set; }

    /// <summary>Why the call is refused; null when it is accepted.</summary>
    public Refusal? Refusal { get; set; }
}
