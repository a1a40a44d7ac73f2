using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Messages;

/// <summary>A received call: for a topic, or refused.</summary>
/// <param name="WireName">The name of the method, for the answer.</param>
/// <param name="Number">The number that the answer carries.</param>
/// <param name="IsOneway">Whether it has no answer.</param>
internal sealed record IncomingCall(string WireName, int Number, bool IsOneway)
{
    /// <summary>The method; null when there is no such method.</summary>
    public ThriftMethod? Method { get; init; }

    /// <summary>The topic that serves it.</summary>
    public string? Topic { get; init; }

    /// <summary>The id of the call in Core.</summary>
    public MessageId Id { get; } = MessageId.NewUnique();

    /// <summary>The request in Core's form, which the taker of the call disposes; null when the call is refused.</summary>
    public MessageBuffer? Body { get; set; }

    /// <summary>Why the call is refused; null when it is not.</summary>
    public Refusal? Refusal { get; set; }
}
