namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>
/// The calls of one client that are not started until it reads, because each would add one more unread reply. Calls of other clients
/// continue.
/// </summary>
internal sealed class HeldCalls
{
    private readonly Lock _lock = new();
    private readonly List<(MessageQueue Queue, QueuedMessage Call)> _held = [];

    /// <summary>Holds a call, if the client is still full. Called under the lock of the queue.</summary>
    public bool TryAdd(ClientLine client, MessageQueue queue, QueuedMessage call)
    {
        lock (_lock)
        {
            // Checked under the lock: LetGo, which takes the lock, is called after there is room, so no call is left behind.
            if (!client.IsFull)
            {
                return false;
            }

            _held.Add((queue, call));
            return true;
        }
    }

    /// <summary>There is room, or the connection has ended: all calls go back to the heads of their queues.</summary>
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
