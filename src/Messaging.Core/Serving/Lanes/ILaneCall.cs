namespace Messaging.Serving;

/// <summary>A call or a cast as the lanes see it: work that waits for a slot and runs on the thread pool.</summary>
internal interface ILaneCall : IThreadPoolWorkItem
{
    /// <summary>The lanes in which it runs, and whose slot it holds.</summary>
    ConcurrentLanes? Lanes { get; set; }

    bool IsCall { get; }

    /// <summary>The value from which its lane may be chosen.</summary>
    RpcContext Context { get; }

    /// <summary>Gives its message back, unless it has begun.</summary>
    bool TryGiveBack();
}
