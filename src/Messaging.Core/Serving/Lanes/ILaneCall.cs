namespace Messaging.Serving;

/// <summary>A call or a cast as the lanes see it: work that waits for its place, and is run by the thread pool.</summary>
internal interface ILaneCall : IThreadPoolWorkItem
{
    /// <summary>Where it runs, and whose slot it has.</summary>
    ConcurrentLanes? Lanes { get; set; }

    bool IsCall { get; }

    /// <summary>By which its lane may be chosen.</summary>
    RpcContext Context { get; }

    /// <summary>Gives its message back, unless it has begun.</summary>
    bool TryGiveBack();
}
