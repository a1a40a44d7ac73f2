using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Calling;

/// <summary>A call whose answer is awaited on a connection.</summary>
internal sealed record PendingCall(ThriftMethod Method, MessageId Id)
{
    /// <summary>The answer. What waits for it goes on where it was read, up to the caller, who goes on elsewhere.</summary>
    public TaskCompletionSource<Reply> Answer { get; } = new();
}
