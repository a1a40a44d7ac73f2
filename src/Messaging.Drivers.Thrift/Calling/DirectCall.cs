using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Calling;

/// <summary>A call that is sent once; the reading side passes the answer directly to the caller.</summary>
/// <param name="method">The method.</param>
/// <param name="waiter">The waiting caller.</param>
/// <param name="waiters">All waiting callers.</param>
internal sealed class DirectCall(ThriftMethod method, ReplyWaiter waiter, ReplyWaiters waiters) : PendingCall(method, waiter.Id)
{
    public override void Complete(Reply reply) => waiters.Complete(reply);

    public override void Fail(Exception error) => waiter.Fail(error);
}
