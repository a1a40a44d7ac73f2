namespace Messaging.Dispatching;

/// <summary>The callable part of a method: runs it and writes its result.</summary>
internal abstract class MethodBody
{
    /// <summary>Runs the method for a request; when the task completes, the result is in the call's reply, if there is one.</summary>
    public abstract ValueTask RunAsync(RpcInvocation call);
}
