using Messaging.Drivers.Thrift.Messages;
using Messaging.Drivers.Thrift.Wire;

namespace Messaging.Drivers.Thrift.Serving;

/// <summary>Sends answers to the client of a call.</summary>
internal interface IAnswerLine
{
    /// <summary>The client's dialect.</summary>
    Dialect Dialect { get; }

    /// <summary>Sends an answer.</summary>
    /// <param name="message">The answer, made by <see cref="MessageChannel.CreateMessage(Dialect)"/>.</param>
    /// <exception cref="DeliveryException">The client has left.</exception>
    Task SendAsync(MessageBuffer message);

    /// <summary>The call is finished: answered, or oneway and handled.</summary>
    void OnDone(IncomingCall call);
}
