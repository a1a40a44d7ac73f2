namespace Messaging.Context;

/// <summary>The call that the running code serves. Calls made meanwhile inherit its deadline.</summary>
internal static class CurrentCall
{
    private static readonly AsyncLocal<RpcInvocation?> Running = new();

    /// <summary>The call, or null. Code that a method started and left running no longer sees the call once it has ended.</summary>
    public static RpcInvocation? Value => Running.Value is { IsOver: false } call ? call : null;

    /// <summary>Code that runs from here on runs for this call.</summary>
    public static void Enter(RpcInvocation call) => Running.Value = call;
}
