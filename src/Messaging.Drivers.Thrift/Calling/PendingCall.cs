using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Calling;

/// <summary>A call whose answer is awaited on a connection.</summary>
/// <param name="method">The method.</param>
/// <param name="id">Its id.</param>
internal abstract class PendingCall(ThriftMethod method, MessageId id)
{
    public ThriftMethod Method => method;

    public MessageId Id => id;

    /// <summary>Takes the answer, which is disposed when nobody wants it any more.</summary>
    public abstract void Complete(Reply reply);

    /// <summary>There is no answer.</summary>
    public abstract void Fail(Exception error);
}
