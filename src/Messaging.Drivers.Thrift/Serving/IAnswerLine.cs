using Messaging.Drivers.Thrift.Messages;
using Messaging.Drivers.Thrift.Wire;

namespace Messaging.Drivers.Thrift.Serving;

/// <summary>Sends answers to the client of a call.</summary>
internal interface IAnswerLine
{
    /// <summary>The client's protocol.</summary>
    Dialect Dialect { get; }

    /// <summary>Sends an answer.</summary>
    /// <param name="message">The answer, created by <see cref="MessageChannel.CreateMessage(Dialect)"/>.</param>
    /// <exception cref="DeliveryException">The client has left.</exception>
    Task SendAsync(MessageBuffer message);

    /// <summary>Called when a call is finished: it was answered, or it is oneway and has ended.</summary>
    void OnDone(IncomingCall call);
}
