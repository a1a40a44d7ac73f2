namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>
/// The calls of one client that are held back until the client reads again: each would produce one more reply that it does not read.
/// Meanwhile the calls of other clients continue.
/// </summary>
internal sealed class HeldCalls
{
    private readonly Lock _lock = new();
    private readonly List<(MessageQueue Queue, QueuedMessage Call)> _held = [];

    /// <summary>Holds a call back, if the client is still full. Called under the lock of the queue.</summary>
    public bool TryAdd(ClientLine client, MessageQueue queue, QueuedMessage call)
    {
        lock (_lock)
        {
            // Read under the lock. The sending side clears IsFull first and then calls LetGo, which takes this lock: a call that is added
            // because the client still reads as full is therefore in the list when LetGo empties it.
            if (!client.IsFull)
            {
                return false;
            }

            _held.Add((queue, call));
            return true;
        }
    }

    /// <summary>Returns all calls to the heads of their queues, because there is room again or the connection has ended.</summary>
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
