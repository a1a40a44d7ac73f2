using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Calling;

/// <summary>A call that is sent once, and whose caller gets the answer directly from the reading side.</summary>
/// <param name="method">The method.</param>
/// <param name="waiter">The waiting caller.</param>
/// <param name="waiters">All waiting callers.</param>
internal sealed class DirectCall(ThriftMethod method, ReplyWaiter waiter, ReplyWaiters waiters) : PendingCall(method, waiter.Id)
{
    public override void Complete(Reply reply) => waiters.Complete(reply);

    public override void Fail(Exception error) => waiter.Fail(error);
}
