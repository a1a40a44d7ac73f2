using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Calling;

/// <summary>A call whose answer is awaited on a connection.</summary>
/// <param name="method">The method.</param>
/// <param name="id">The id of the call.</param>
internal abstract class PendingCall(ThriftMethod method, MessageId id)
{
    public ThriftMethod Method => method;

    public MessageId Id => id;

    /// <summary>Completes the call with its answer. The answer is disposed when the caller no longer waits.</summary>
    public abstract void Complete(Reply reply);

    /// <summary>Fails the call: there will be no answer.</summary>
    public abstract void Fail(Exception error);
}
