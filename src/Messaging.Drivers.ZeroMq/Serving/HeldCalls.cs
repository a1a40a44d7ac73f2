namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>
/// The calls of one client that are not begun until it reads: each would make one reply more that it does not read. Meanwhile those of other clients go on.
/// </summary>
internal sealed class HeldCalls
{
    private readonly Lock _lock = new();
    private readonly List<(MessageQueue Queue, QueuedMessage Call)> _held = [];

    /// <summary>Takes a call, if the client is still full. Called under the lock of the queue.</summary>
    public bool TryAdd(ClientLine client, MessageQueue queue, QueuedMessage call)
    {
        lock (_lock)
        {
            // Under the lock: whoever lets go looks here after there is room.
            if (!client.IsFull)
            {
                return false;
            }

            _held.Add((queue, call));
            return true;
        }
    }

    /// <summary>There is room, or the connection has ended: all go back to the heads of their queues.</summary>
    public void LetGo()
    {
        (MessageQueue Queue, QueuedMessage Call)[] all;
        lock (_lock)
        {
            if (_held.Count == 0)
            {
                return;
            }

            all = [.. _held];
            _held.Clear();
        }

        foreach (var calls in all.GroupBy(static held => held.Queue, static held => held.Call))
        {
            calls.Key.Restore([.. calls]);
        }
    }
}
