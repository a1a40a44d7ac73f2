using System.Collections.Concurrent;

namespace Messaging.Serving;

/// <summary>Runs calls one after another on a thread of its own, which also runs the continuations of their awaits.</summary>
internal sealed class DedicatedThreadLanes : SynchronizationContext, IDispatchLanes
{
    private readonly ConcurrentLanes _order;
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _work = [];

    public DedicatedThreadLanes(WaitingRoom room)
    {
        _order = new ConcurrentLanes(1, room, this);
        var thread = new Thread(Run) { IsBackground = true, Name = "Messaging dispatch" };
        thread.UnsafeStart();
    }

    public int Running => _order.Running;

    // The order and the slot are those of one lane; only the thread differs.
    public bool Add(ILaneCall call) => _order.Add(call);

    public void Close() => _order.Close();

    public IReadOnlyList<ILaneCall> TakeWaiting() => _order.TakeWaiting();

    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            _work.Add((d, state));
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
        {
            // After the end, code that a method left running continues on the thread pool.
            ThreadPool.UnsafeQueueUserWorkItem(static work => work.Callback(work.State), (Callback: d, State: state), preferLocal: false);
        }
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Waiting for the dispatch thread would block it. Use Post.");

    public override SynchronizationContext CreateCopy() => this;

    public ValueTask DisposeAsync()
    {
        // Not awaited: a method that never returns would delay the stop of the server. The thread ends when the method does.
        _work.CompleteAdding();
        return ValueTask.CompletedTask;
    }

    private void Run()
    {
        SetSynchronizationContext(this);
        foreach (var (callback, state) in _work.GetConsumingEnumerable())
        {
            callback(state);
        }

        _work.Dispose();
    }
}
