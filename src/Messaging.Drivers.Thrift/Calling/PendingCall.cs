using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Calling;

/// <summary>A call whose answer is awaited on a connection.</summary>
internal sealed record PendingCall(ThriftMethod Method, MessageId Id)
{
    public TaskCompletionSource<Reply> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
