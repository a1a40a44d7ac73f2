namespace Messaging.Context;

/// <summary>The call that the running code serves. Calls made meanwhile inherit its time.</summary>
internal static class CurrentCall
{
    private static readonly AsyncLocal<RpcInvocation?> Running = new();

    /// <summary>The call, or null. What a method started and left behind sees its call no more.</summary>
    public static RpcInvocation? Value => Running.Value is { IsOver: false } call ? call : null;

    /// <summary>What runs from here on runs for this call.</summary>
    public static void Enter(RpcInvocation call) => Running.Value = call;
}
